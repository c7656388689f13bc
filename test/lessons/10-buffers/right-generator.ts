// Right: a generator cuts the lines.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const hex = (b: Buffer) =>
  b.toString('hex').match(/../g)?.join(' ') ?? '';
const line = (at: number, b: Buffer) =>
  [
    at.toString(16).padStart(8, '0'),
    hex(b.subarray(0, 8)).padEnd(23),
    hex(b.subarray(8)).padEnd(23),
    `|${b.toString('latin1').replaceAll(/[^\x20-\x7e]/g, '.')}|`,
  ].join('  ') + '\n';
async function* sixteens(source: AsyncIterable<Buffer>) {
  let fill = 0;
  let row = Buffer.alloc(16);
  for await (const chunk of source) {
    for (let i = 0; i < chunk.length; ) {
      const n = chunk.copy(row, fill, i);
      i += n;
      fill += n;
      if (fill === 16) {
        yield row;
        row = Buffer.alloc(16);
        fill = 0;
      }
    }
  }
  if (fill) yield row.subarray(0, fill);
}
const server = net.createServer(
  { allowHalfOpen: true },
  async (s) => {
    let at = 0;
    try {
      for await (const r of sixteens(
        s.iterator({ destroyOnReturn: false }),
      )) {
        s.write(line(at, r));
        at += r.length;
      }
      s.end();
    } catch {
      s.destroy();
    }
  },
);
server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
