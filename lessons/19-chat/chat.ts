// A chat.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region room
const members = new Set<net.Socket>();

function tell(text: string) {
  for (const member of members) member.write(text);
}
// #endregion room

// #region member
const server = net.createServer((socket) => {
  // TODO: names, whole lines, and nobody who is too slow
  members.add(socket);
  socket.setEncoding('utf8');
  socket.on('data', (text) => tell(String(text)));
  socket.on('close', () => members.delete(socket));
  socket.on('error', (error) => console.log(error.message));
});
// #endregion member

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
