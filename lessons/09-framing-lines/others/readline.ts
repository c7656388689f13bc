// The line reader that Node brings.
import net, { type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer(
  { allowHalfOpen: true },
  (socket) => {
    createInterface({ input: socket, crlfDelay: Infinity })
      .on('line', (line) => {
        const capitals = line.toUpperCase();
        socket.write(`You said "${capitals}"\n`);
      })
      .on('close', () => socket.end());
    socket.on('error', (error) => {
      console.log(error.message);
    });
  },
);

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
