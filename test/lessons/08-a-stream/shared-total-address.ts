// Wrong: one total for each address, and all have the same.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const totals = new Map<string, number>();
const server = net.createServer((socket) => {
  const who = String(socket.remoteAddress);
  totals.set(who, 0);
  socket.on('data', (chunk) => {
    totals.set(who, (totals.get(who) ?? 0) + chunk.length);
  });
  socket.on('end', () => {
    socket.end(`total ${totals.get(who)}\n`);
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
