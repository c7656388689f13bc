// Wrong: looks for a newline twice a chunk.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  socket.setEncoding('utf8');

  let rest = '';

  function answerOne() {
    const at = rest.indexOf('\n');
    if (at === -1) return;
    const line = rest.slice(0, at).replace(/\r$/, '');
    socket.write(`You said "${line.toUpperCase()}"\n`);
    rest = rest.slice(at + 1);
  }

  socket.on('data', (text) => {
    rest += text;
    answerOne();
    answerOne();
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
