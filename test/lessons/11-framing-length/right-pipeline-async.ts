// Right: an async generator in a pipeline.
import net from 'node:net';
import { pipeline } from 'node:stream';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

function frame(body: Uint8Array): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}
const server = net.createServer((socket) => {
  pipeline(
    socket,
    async function* (source: AsyncIterable<Buffer>) {
      let rest = Buffer.alloc(0);
      for await (const chunk of source) {
        rest = Buffer.concat([rest, chunk]);
        while (rest.length >= 4) {
          const n = rest.readUInt32BE();
          if (n > 2 ** 20) return;
          if (rest.length < n + 4) break;
          yield frame(
            Buffer.from(rest.subarray(4, n + 4)).reverse(),
          );
          rest = rest.subarray(n + 4);
        }
      }
    },
    socket,
    (e) => {
      if (e) console.log(e.code);
    },
  );
});
server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
