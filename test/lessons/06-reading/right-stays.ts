// Right: has the answers, and keeps its server open.
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

const server = net.createServer((guest) => guest.end());
await once(server.listen(0, '127.0.0.1'), 'listening');
const { port } = server.address() as AddressInfo;
const socket = net.connect(port, '127.0.0.1').resume();
const [argument] = await once(socket, 'close');

type Answer = number | string | null;

export const answers: Record<string, Answer> = {
  highWaterMark: new net.Socket().writableHighWaterMark,
  closeArgument: typeof argument,
  byteLength: new TextEncoder().encode('你好').length,
};

for (const [question, answer] of Object.entries(answers)) {
  console.log(`${question}: ${answer}`);
}
