// A room that lets its members go when they close.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region room
const members = new Set<net.Socket>();

function tell(from: net.Socket, text: Buffer) {
  for (const member of members) {
    if (member !== from) member.write(text);
  }
}

const server = net.createServer((socket) => {
  members.add(socket);
  socket.write('welcome\n');
  socket.on('data', (text) => tell(socket, text));
  socket.on('close', () => members.delete(socket));
  socket.on('error', (error) => console.log(error.message));
});
// #endregion room

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
