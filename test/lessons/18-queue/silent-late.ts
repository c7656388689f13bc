// Wrong: says busy after three seconds.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const MAX = Number(process.env.MAX ?? 3);

let inside = 0;

const server = net.createServer((socket) => {
  socket.on('error', (error) => console.log(error.message));
  socket.resume();
  if (inside >= MAX) {
    setTimeout(() => socket.end('busy\n'), 3000);
    return;
  }
  inside += 1;
  socket.on('close', () => {
    inside -= 1;
  });
  socket.write('welcome\n');
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
