// Wrong: a line of memory that was never written.
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
  let line = Buffer.allocUnsafe(16);
  let filled = 0;
  let offset = 0;

  socket.on('data', (data: Buffer) => {
    for (const byte of data) {
      line.writeUInt8(byte, filled);
      filled += 1;
      if (filled < 16) continue;
      socket.write(formatLine(offset, line));
      line = Buffer.allocUnsafe(16);
      offset += 16;
      filled = 0;
    }
  });
  socket.on('end', () => {
    if (filled > 0) socket.write(formatLine(offset, line));
  });
}

net.createServer(serve).listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
