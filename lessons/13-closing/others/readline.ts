// readline cuts the lines, `close` strikes off.
import net, { type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';

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
  const lines = createInterface({ input: socket });
  lines.on('line', (line) => {
    socket.write(`${answer(socket, line)}\n`);
  });
  // The reader gets the same error, and needs a listener.
  lines.on('error', () => lines.close());
  socket.on('error', (error) => {
    console.log(`gone: ${error.message}`);
  });
  socket.once('close', () => members.delete(socket));
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
