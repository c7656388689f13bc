// A hexdump server that thinks in text.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region line
function formatLine(offset: number, text: string): string {
  const codes = Array.from(text, (character) =>
    character.charCodeAt(0).toString(16).padStart(2, '0'),
  );
  const left = codes.slice(0, 8).join(' ').padEnd(23);
  const right = codes.slice(8).join(' ').padEnd(23);
  const start = offset.toString(16).padStart(8, '0');
  return `${start}  ${left}  ${right}  |${text}|\n`;
}
// #endregion line

const server = net.createServer((socket) => {
  // #region dump
  // TODO: dump the bytes that came, not the text they mean.
  socket.on('data', (chunk) => {
    const text = chunk.toString();
    for (let at = 0; at < text.length; at += 16) {
      const line = text.slice(at, at + 16);
      socket.write(formatLine(at, line));
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
