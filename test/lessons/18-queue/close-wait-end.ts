// It makes room at the end, and leaves its side open.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const MAX = Number(process.env.MAX ?? 3);

let inside = 0;

const server = net.createServer(
  { allowHalfOpen: true },
  (socket) => {
    socket.on('error', (error) =>
      console.log(error.message),
    );
    socket.resume();
    if (inside >= MAX) {
      socket.end('busy\n');
      return;
    }
    inside += 1;
    let isIn = true;
    const leave = () => {
      if (isIn) inside -= 1;
      isIn = false;
    };
    socket.on('end', leave).on('close', leave);
    socket.write('welcome\n');
  },
);

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
