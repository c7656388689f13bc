// Wrong: measures with a socket that was never connected.
import net from 'node:net';

const s = new net.Socket();
s.on('error', () => {});
let n = 0;
while (s.write(Buffer.alloc(1)) && n < 1e6) n++;
export const answers: Record<string, unknown> = {
  highWaterMark: n,
  closeArgument: 'boolean',
  byteLength: 6,
};
for (const [q, a] of Object.entries(answers))
  console.log(`${q}: ${a}`);
