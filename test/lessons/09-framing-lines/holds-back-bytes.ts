// Wrong: looks at the last byte of a chunk.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  let chunks: Buffer[] = [];
  socket.on('data', (data) => {
    chunks.push(data);
    if (data.at(-1) !== 10) return;
    const text = Buffer.concat(chunks).toString();
    chunks = [];
    for (const line of text.split(/\r?\n/).slice(0, -1)) {
      socket.write(`You said "${line.toUpperCase()}"\n`);
    }
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
