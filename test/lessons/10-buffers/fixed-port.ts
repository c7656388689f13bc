// Wrong: a port that is written into the program.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = 6969;

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
  let digits = '';
  let offset = 0;

  function dump(count: number) {
    const bytes = Buffer.from(
      digits.slice(0, count),
      'hex',
    );
    socket.write(formatLine(offset, bytes));
    offset += 16;
    digits = digits.slice(count);
  }

  socket.setEncoding('hex');
  socket.on('data', (more) => {
    digits += more;
    while (digits.length >= 32) dump(32);
  });
  socket.on('end', () => {
    if (digits !== '') dump(32);
  });
}

net.createServer(serve).listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
