// Right: for await over chunks, one write a chunk.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  void (async () => {
    let rest = '';
    socket.setEncoding('utf8');
    for await (const text of socket) {
      const lines = `${rest}${text}`.split('\n');
      rest = lines.splice(-1)[0] ?? '';
      const answers = lines
        .map((line) => line.replace(/\r$/, ''))
        .map(
          (line) => `You said "${line.toUpperCase()}"\n`,
        );
      socket.write(answers.join(''));
    }
  })();
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
