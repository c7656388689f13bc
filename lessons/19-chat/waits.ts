// A room that waits for each of its members.
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const members = new Set<net.Socket>();

// #region waits
async function tell(from: net.Socket, text: Buffer) {
  for (const member of members) {
    if (member === from) continue;
    if (!member.write(text)) await once(member, 'drain');
  }
}
// #endregion waits

const server = net.createServer((socket) => {
  members.add(socket);
  socket.write('welcome\n');
  socket.on('data', (text) => {
    tell(socket, text).catch((error) => {
      console.log(error.message);
    });
  });
  socket.on('close', () => members.delete(socket));
  socket.on('error', (error) => console.log(error.message));
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
