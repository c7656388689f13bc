// Right: matches lines with a sticky pattern, and times out.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  let rest = '';
  socket.setEncoding('utf8');
  socket.setTimeout(60_000, () => socket.destroy());
  socket.on('data', (text) => {
    rest += text;
    let used = 0;
    for (const match of rest.matchAll(/(.*?)\r?\n/gs)) {
      const line = match[1] ?? '';
      socket.write(`You said "${line.toUpperCase()}"\n`);
      used += match[0].length;
    }
    rest = rest.slice(used);
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
