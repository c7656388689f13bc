// Wrong: takes a pause for the end of a line.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  socket.setEncoding('utf8');

  let heard = '';
  let timer: NodeJS.Timeout | undefined;
  socket.on('data', (text) => {
    heard += text;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const lines = heard.replace(/\r?\n$/, '');
      heard = '';
      for (const line of lines.split(/\r?\n/)) {
        socket.write(`You said "${line.toUpperCase()}"\n`);
      }
    }, 100);
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
