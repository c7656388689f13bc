// Wrong: hex digits in upper case.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const fmt = (at: number, b: Buffer) => {
  const h = Array.from(b, (x) =>
    x.toString(16).padStart(2, '0').toUpperCase(),
  );
  return (
    at.toString(16).padStart(8, '0') +
    '  ' +
    h.slice(0, 8).join(' ').padEnd(23) +
    '  ' +
    h.slice(8).join(' ').padEnd(23) +
    '  |' +
    b.toString('latin1').replace(/[^ -~]/g, '.') +
    '|\n'
  );
};
const server = net.createServer((s) => {
  let rest = Buffer.alloc(0);
  let at = 0;
  s.on('data', (d) => {
    rest = Buffer.concat([rest, d]);
    for (
      ;
      rest.length >= 16;
      rest = rest.subarray(16), at += 16
    )
      s.write(fmt(at, rest.subarray(0, 16)));
  });
  s.on('end', () => {
    if (rest.length) s.write(fmt(at, rest));
  });
});
server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
