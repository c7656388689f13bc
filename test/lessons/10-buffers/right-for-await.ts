// Right: for await, on a socket that stays.
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
  let rest: Buffer = Buffer.alloc(0);
  let offset = 0;
  const chunks = socket.iterator({
    destroyOnReturn: false,
  });
  for await (const data of chunks) {
    rest = Buffer.concat([rest, data]);
    let at = 0;
    for (; rest.length - at >= 16; at += 16) {
      const line = rest.subarray(at, at + 16);
      socket.write(formatLine(offset + at, line));
    }
    rest = rest.subarray(at);
    offset += at;
  }
  if (rest.length > 0) {
    socket.write(formatLine(offset, rest));
  }
  socket.end();
}

net
  .createServer({ allowHalfOpen: true }, serve)
  .listen(PORT, HOST, () => {
    console.log(`Server listening on ${HOST}:${PORT}`);
  });
