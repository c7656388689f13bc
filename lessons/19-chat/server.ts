// A room that removes members while it tells the others.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region tell
const members: net.Socket[] = [];

function tell(from: net.Socket, text: Buffer) {
  for (const member of members) {
    if (member === from) continue;
    if (member.destroyed) {
      members.splice(members.indexOf(member), 1);
    } else member.write(text);
  }
}
// #endregion tell

const server = net.createServer((socket) => {
  members.push(socket);
  socket.write('welcome\n');
  socket.on('data', (text) => tell(socket, text));
  socket.on('error', (error) => console.log(error.message));
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
