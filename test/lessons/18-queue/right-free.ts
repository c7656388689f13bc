// It counts the free places, and reads with readable.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const MAX = Number(process.env.MAX ?? 3);

let free = MAX;

const server = net.createServer();
server.on('connection', (socket) => {
  socket.on('readable', () => {
    while (socket.read() !== null);
  });
  socket.on('error', ({ message }) => console.log(message));
  if (free < 1) {
    socket.write('busy\n');
    socket.end();
  } else {
    free--;
    socket.write('welcome\n');
    socket.once('close', () => free++);
  }
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
