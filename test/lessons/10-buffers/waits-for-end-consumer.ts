// Wrong: reads it all, and only then begins.
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

async function serve(socket: net.Socket) {
  const chunks: Buffer[] = [];
  const parts = socket.iterator({ destroyOnReturn: false });
  for await (const part of parts) chunks.push(part);
  const all = Buffer.concat(chunks);
  let dump = '';
  for (let at = 0; at < all.length; at += 16) {
    dump += formatLine(at, all.subarray(at, at + 16));
  }
  socket.end(dump);
}

net
  .createServer({ allowHalfOpen: true }, serve)
  .listen(PORT, HOST, () => {
    console.log(`Server listening on ${HOST}:${PORT}`);
  });
