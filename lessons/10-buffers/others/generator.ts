// A generator in a pipeline.
import net, { type AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';

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

async function* dump(chunks: AsyncIterable<Buffer>) {
  const line: number[] = [];
  let offset = 0;
  for await (const chunk of chunks) {
    for (const byte of chunk) {
      line.push(byte);
      if (line.length < 16) continue;
      yield formatLine(offset, Uint8Array.from(line));
      line.length = 0;
      offset += 16;
    }
  }
  if (line.length > 0) {
    yield formatLine(offset, Uint8Array.from(line));
  }
}

function serve(socket: net.Socket) {
  const chunks = socket.iterator({
    destroyOnReturn: false,
  });
  socket.on('error', (error) => console.log(error.message));
  pipeline(chunks, dump, socket).catch(() => {
    socket.destroy();
  });
}

const options = { allowHalfOpen: true };
const server = net.createServer(options, serve);

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
