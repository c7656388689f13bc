// Asks the socket for 16 bytes at a time.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

function formatLine(offset: number, bytes: Uint8Array) {
  const pairs = Array.from(bytes, (byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  const left = pairs.slice(0, 8).join(' ').padEnd(23);
  const right = pairs.slice(8).join(' ').padEnd(23);
  const start = offset.toString(16).padStart(8, '0');
  const text = Buffer.from(bytes).toString('latin1');
  const shown = text.replace(/[^ -~]/g, '.');
  return `${start}  ${left}  ${right}  |${shown}|\n`;
}

function serve(socket: net.Socket) {
  let offset = 0;
  socket.on('readable', () => {
    for (;;) {
      // At the end this gives what is left.
      const bytes: Buffer | null = socket.read(16);
      if (bytes === null) return;
      socket.write(formatLine(offset, bytes));
      offset += bytes.length;
    }
  });
  socket.on('error', (error) => console.log(error.message));
}

const server = net.createServer(serve);

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
