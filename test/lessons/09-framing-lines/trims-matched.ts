// Wrong: matches whole lines, and trims them.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (t) => {
    rest += t;
    const m = rest.match(/[^\r\n]*\r?\n/g) ?? [];
    rest = rest.slice(m.join('').length);
    for (const l of m)
      socket.write(
        `You said "${l.trim().toUpperCase()}"\n`,
      );
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
