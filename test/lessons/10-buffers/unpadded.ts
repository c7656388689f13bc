// Wrong: one digit for small bytes.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

function formatLine(offset: number, bytes: Uint8Array) {
  const pairs = Array.from(bytes, (byte) =>
    byte.toString(16),
  );
  const left = pairs.slice(0, 8).join(' ').padEnd(23);
  const right = pairs.slice(8).join(' ').padEnd(23);
  const start = offset.toString(16).padStart(8, '0');
  const text = Buffer.from(bytes).toString('latin1');
  const shown = text.replace(/[^ -~]/g, '.');
  return `${start}  ${left}  ${right}  |${shown}|\n`;
}

function serve(socket: net.Socket) {
  let rest: Buffer = Buffer.alloc(0);
  let offset = 0;

  socket.on('data', (data) => {
    rest = Buffer.concat([rest, data]);
    while (rest.length >= 16) {
      socket.write(
        formatLine(offset, rest.subarray(0, 16)),
      );
      rest = rest.subarray(16);
      offset += 16;
    }
  });

  socket.on('end', () => {
    if (rest.length > 0) {
      socket.write(formatLine(offset, rest));
    }
  });
}

net.createServer(serve).listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
