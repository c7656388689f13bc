// Three questions, answered by whichever Node runs this.
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';

type Answer = number | string | null;

// #region connection
const server = net.createServer((guest) => {
  guest.end();
  server.close();
});
await once(server.listen(0, HOST), 'listening');

const { port } = server.address() as AddressInfo;
const socket = net.connect(port, HOST).resume();
const [hadError] = await once(socket, 'close');
// #endregion connection

// #region answers
export const answers: Record<string, Answer> = {
  highWaterMark: socket.writableHighWaterMark,
  closeArgument: typeof hadError,
  byteLength: Buffer.byteLength('你好'),
};
// #endregion answers

for (const [question, answer] of Object.entries(answers)) {
  console.log(`${question}: ${answer}`);
}
