// The next peer waits for the end of the one before.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const BEAT = Number(process.env.BEAT ?? 1000);
const IDLE = Number(process.env.IDLE ?? 3000);

const waiting: net.Socket[] = [];
let isServing = false;

function serveNext() {
  const socket = waiting.shift();
  isServing = socket !== undefined;
  if (!socket) return;
  let lastHeard = performance.now();
  socket.on('data', () => {
    lastHeard = performance.now();
  });
  const beat = setInterval(() => {
    if (performance.now() - lastHeard >= IDLE)
      socket.destroy();
    else socket.write('ping\n');
  }, BEAT);
  socket.on('close', () => {
    clearInterval(beat);
    serveNext();
  });
}

const server = net.createServer((socket) => {
  waiting.push(socket);
  if (!isServing) serveNext();
  socket.on('error', (error) => console.log(error.message));
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
