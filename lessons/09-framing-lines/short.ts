// The same server, with the line reader that Node brings.
import net, { type AddressInfo } from 'node:net';
import readline from 'node:readline';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region readline
const server = net.createServer((socket) => {
  const lines = readline.createInterface({
    input: socket,
    crlfDelay: Infinity,
  });

  lines.on('line', (line) => {
    socket.write(`You said "${line.toUpperCase()}"\n`);
  });

  socket.on('error', (error) => console.log(error.message));
  // The reader emits the socket's error once more.
  lines.on('error', () => lines.close());
});
// #endregion readline

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
