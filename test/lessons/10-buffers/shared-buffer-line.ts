// Wrong: one line of memory for everybody.
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

const line = Buffer.alloc(16);

function serve(socket: net.Socket) {
  let filled = 0;
  let offset = 0;

  function flush() {
    if (filled === 0) return;
    const bytes = line.subarray(0, filled);
    socket.write(formatLine(offset, bytes));
    offset += filled;
    filled = 0;
  }

  socket.on('data', (data: Buffer) => {
    for (const byte of data) {
      line[filled] = byte;
      filled += 1;
      if (filled === 16) flush();
    }
  });
  socket.on('end', flush);
}

net.createServer(serve).listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
