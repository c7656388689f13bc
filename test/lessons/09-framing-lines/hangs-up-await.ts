// Wrong: leaves the loop, which ends the socket.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  void (async () => {
    let rest = '';
    socket.setEncoding('utf8');
    for await (const text of socket) {
      rest += text;
      const [line, more] = rest.split(/\r?\n/);
      if (more === undefined) continue;
      await new Promise((done) => {
        socket.write(
          `You said "${line?.toUpperCase()}"\n`,
          done,
        );
      });
      break;
    }
  })();
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
