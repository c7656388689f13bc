// Reads when there is something to read.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  let total = 0;
  socket.on('readable', () => {
    let chunk = socket.read();
    while (chunk !== null) {
      total += chunk.length;
      chunk = socket.read();
    }
  });
  socket.on('end', () => {
    socket.end(`total ${total}\n`);
  });
  socket.on('error', (error) => console.log(error.message));
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
