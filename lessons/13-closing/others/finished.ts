// Lets Node say when a socket is finished.
import net, { type AddressInfo } from 'node:net';
import { finished } from 'node:stream';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const members = new Map<net.Socket, string>();

function answer(socket: net.Socket, line: string) {
  if (line === 'WHO') {
    return [...members.values()].sort().join(',');
  }
  members.set(socket, line.slice('NAME '.length));
  return 'OK';
}

const server = net.createServer((socket) => {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      socket.write(`${answer(socket, line)}\n`);
    }
  });

  // It hears 'error', too.
  finished(socket, (error) => {
    members.delete(socket);
    if (error) console.log(`gone: ${error.message}`);
  });
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
