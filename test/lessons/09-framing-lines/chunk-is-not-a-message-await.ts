// Wrong: takes a chunk for a line, awaiting.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  void (async () => {
    for await (const data of socket) {
      const line = String(data).trim();
      socket.write(`You said "${line.toUpperCase()}"\n`);
    }
  })();
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
