// Right: a queue of promises, one line after the other.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  let rest = '';
  let queue = Promise.resolve();
  socket.setEncoding('utf8').on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const each of lines) {
      const line = each.endsWith('\r')
        ? each.slice(0, -1)
        : each;
      queue = queue.then(() => {
        socket.write(`You said "${line.toUpperCase()}"\n`);
      });
    }
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
