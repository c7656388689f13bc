// Right: hangs up by itself, after the rest.
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
  const chunks: Buffer[] = [];
  let size = 0;
  let offset = 0;

  function take(count: number) {
    const all = Buffer.concat(chunks);
    chunks.length = 0;
    chunks.push(all.subarray(count));
    size -= count;
    const text = formatLine(offset, all.subarray(0, count));
    offset += count;
    return text;
  }

  socket.on('data', (data: Buffer) => {
    chunks.push(data);
    size += data.length;
    let text = '';
    while (size >= 16) text += take(16);
    if (text) socket.write(text);
  });
  socket.on('end', () => {
    socket.end(size > 0 ? take(size) : '');
  });
}

net
  .createServer({ allowHalfOpen: true }, serve)
  .listen(PORT, HOST, () => {
    console.log(`Server listening on ${HOST}:${PORT}`);
  });
