// A hexdump server: cuts bytes, and makes no text of them.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region line
function formatLine(offset: number, bytes: Buffer): string {
  const pairs = Array.from(bytes, (byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  const left = pairs.slice(0, 8).join(' ').padEnd(23);
  const right = pairs.slice(8).join(' ').padEnd(23);
  const start = offset.toString(16).padStart(8, '0');
  const text = bytes
    .toString('latin1')
    .replace(/[^ -~]/g, '.');
  return `${start}  ${left}  ${right}  |${text}|\n`;
}
// #endregion line

// #region dump
const server = net.createServer((socket) => {
  let rest: Buffer = Buffer.alloc(0);
  let offset = 0;

  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 16) {
      const line = rest.subarray(0, 16);
      socket.write(formatLine(offset, line));
      rest = rest.subarray(16);
      offset += 16;
    }
  });

  socket.on('end', () => {
    if (rest.length > 0) {
      socket.write(formatLine(offset, rest));
    }
  });
  // #endregion dump

  socket.on('error', ({ message }) => {
    console.error(`A client was lost: ${message}`);
  });
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
