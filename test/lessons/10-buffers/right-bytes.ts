// Right: takes one byte after the other.
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
  let line: number[] = [];
  let offset = 0;

  function flush() {
    if (line.length === 0) return;
    socket.write(formatLine(offset, Uint8Array.from(line)));
    offset += line.length;
    line = [];
  }

  socket.on('data', (data) => {
    for (const byte of data as Buffer) {
      line.push(byte);
      if (line.length === 16) flush();
    }
  });
  socket.on('end', flush);
}

net.createServer(serve).listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
