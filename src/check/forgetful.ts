// Runs a program whose sockets remember no peer: once closed, they don't know its address, as Node's documentation allows.
import net from 'node:net';

interface Asking {
  _getpeername(): object;
}

// The properties themselves can't be replaced. All three ask here; what was read before, Node would give again.
const sockets = net.Socket.prototype as unknown as Asking;
const ask = sockets._getpeername;
sockets._getpeername = function (this: Asking & net.Socket) {
  return this.destroyed ? {} : ask.call(this);
};

const [program = ''] = process.argv.splice(2);
await import(program);
