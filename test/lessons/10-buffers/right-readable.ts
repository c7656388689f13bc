// Right: reads sixteen bytes at a time.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const fmt = (at: number, b: Buffer) => {
  const h = Array.from(b, (x) =>
    x.toString(16).padStart(2, '0'),
  );
  return (
    at.toString(16).padStart(8, '0') +
    '  ' +
    h.slice(0, 8).join(' ').padEnd(23) +
    '  ' +
    h.slice(8).join(' ').padEnd(23) +
    '  |' +
    Array.from(b, (x) =>
      x > 31 && x < 127 ? String.fromCharCode(x) : '.',
    ).join('') +
    '|\n'
  );
};
const server = net.createServer((s) => {
  let at = 0;
  s.on('error', () => {});
  s.on('readable', () => {
    let b: Buffer | null = s.read(16);
    while (b !== null) {
      s.write(fmt(at, b));
      at += b.length;
      b = s.read(16);
    }
  });
});
server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
