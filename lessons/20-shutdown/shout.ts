// A server that asks a slow one behind it.
import net, { type AddressInfo } from 'node:net';
import { ask } from './ask.ts';
import { readLines } from './lines.ts';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
/** The port of the backend. */
const BACKEND = Number(process.env.UPSTREAM ?? 7000);
/** How long it may take to finish, in milliseconds. */
const GRACE = Number(process.env.GRACE ?? 5000);

// #region shout
// TODO: at SIGTERM accept no more, finish what was asked,
// and exit with 0; after GRACE ms, exit with 1.
const server = net.createServer((socket) => {
  socket.on('error', (error) => console.log(error.message));
  readLines(socket, (line) => {
    ask(BACKEND, line).then(
      (answer) => socket.write(answer),
      (error) => socket.destroy(error),
    );
  });
});
// #endregion shout

console.log(`GRACE (${GRACE}) is not used yet.`);
server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
