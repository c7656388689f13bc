// Right: a pipeline through a generator.

import net from 'node:net';
import { pipeline } from 'node:stream';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

async function* count(source: AsyncIterable<Buffer>) {
  let total = 0;
  for await (const chunk of source)
    total += chunk.byteLength;
  yield `total ${total}\n`;
}
const options = { allowHalfOpen: true };
const server = net.createServer(options, (socket) => {
  pipeline(socket, count, socket, () => {});
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
