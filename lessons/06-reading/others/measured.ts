// Writes byte by byte until `write` says false.
import net from 'node:net';

const server = net.createServer().listen(0, '127.0.0.1');
await new Promise((r) => server.once('listening', r));
const s = net.connect(
  (server.address() as net.AddressInfo).port,
  '127.0.0.1',
);
let n = 0;
while (s.write(Buffer.alloc(1)) && n < 1e6) n++;
s.destroy();
server.close();
export const answers: Record<string, unknown> = {
  highWaterMark: n + 1,
  closeArgument: 'boolean',
  byteLength: 6,
};
for (const [q, a] of Object.entries(answers))
  console.log(`${q}: ${a}`);
