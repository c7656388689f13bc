// A server whose answer to the first order gets lost.
import net, { type AddressInfo } from 'node:net';
import { readLines } from './lines.ts';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

let account = 100;
let orders = 0;

// #region loses
const server = net.createServer((socket) => {
  socket.on('error', (error) => console.log(error.message));
  readLines(socket, () => {
    orders += 1;
    account -= 10;
    console.log(`paid 10, ${account} left`);
    if (orders === 1) socket.destroy();
    else socket.end('done\n');
  });
});
// #endregion loses

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
