// Right: answers in the next turn, beside a timer of its own.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const MAX = Number(process.env.MAX ?? 3);

let inside = 0;

const server = net.createServer((socket) => {
  socket.on('error', (error) => console.log(error.message));
  socket.resume();
  const isIn = inside < MAX;
  if (isIn) inside += 1;
  socket.on('close', () => {
    if (isIn) inside -= 1;
  });
  setTimeout(() => {
    if (isIn) socket.write('welcome\n');
    else socket.end('busy\n');
  }, 0);
});

setInterval(() => console.log(`inside: ${inside}`), 60_000);

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
