// Wrong: Node's 'ascii' has seven bits.
import net from 'node:net';

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
  let text = '';
  let offset = 0;

  function dump() {
    const bytes = Buffer.from(text.slice(0, 16), 'latin1');
    socket.write(formatLine(offset, bytes));
    offset += 16;
    text = text.slice(16);
  }

  socket.setEncoding('ascii');
  socket.on('data', (more) => {
    text += more;
    while (text.length >= 16) dump();
  });
  socket.on('end', () => {
    if (text) dump();
  });
}

net.createServer(serve).listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
