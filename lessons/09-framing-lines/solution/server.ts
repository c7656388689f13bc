// A server that answers every line, and only whole lines.
import net, { type AddressInfo } from 'node:net';
import { inspect } from 'node:util';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region lines
const server = net.createServer((socket) => {
  let rest = '';
  socket.setEncoding('utf8');

  socket.on('data', (chunk) => {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      console.log(`LINE: ${inspect(line)}`);
      socket.write(`You said "${line.toUpperCase()}"\n`);
    }
  });

  socket.on('error', (error) => console.log(error.message));
});
// #endregion lines

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
