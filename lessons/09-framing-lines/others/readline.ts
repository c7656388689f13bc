// The line reader that Node brings.
import net, { type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const options = { allowHalfOpen: true };

const server = net.createServer(options, (socket) => {
  const lines = createInterface({
    input: socket,
    crlfDelay: Infinity,
  });
  lines.on('line', (line) => {
    socket.write(`You said "${line.toUpperCase()}"\n`);
  });
  lines.on('close', () => socket.end());

  // The reader gets the same error, and needs a listener.
  lines.on('error', () => lines.close());
  socket.on('error', (error) => console.log(error.message));
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
