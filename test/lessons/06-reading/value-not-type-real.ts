// Wrong: asked a real connection, and kept its answer.
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

const server = net.createServer((guest) => {
  guest.end();
  server.close();
});
await once(server.listen(0, '127.0.0.1'), 'listening');
const { port } = server.address() as AddressInfo;
const socket = net.connect(port, '127.0.0.1').resume();
const [argument] = await once(socket, 'close');

type Answer = number | string | boolean | null;

export const answers: Record<string, Answer> = {
  highWaterMark: new net.Socket().writableHighWaterMark,
  closeArgument: argument,
  byteLength: 6,
};

for (const [question, answer] of Object.entries(answers)) {
  console.log(`${question}: ${answer}`);
}
