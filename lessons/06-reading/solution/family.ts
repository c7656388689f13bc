// What a socket is, up to the root of the family.
import net from 'node:net';

const socket = new net.Socket();
let kin = Object.getPrototypeOf(socket);

while (kin) {
  console.log(kin.constructor.name);
  kin = Object.getPrototypeOf(kin);
}
