// Right: one map for all, one entry for each.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const totals = new Map<net.Socket, number>();
const server = net.createServer((socket) => {
  totals.set(socket, 0);
  socket.on('data', (chunk) => {
    totals.set(
      socket,
      (totals.get(socket) ?? 0) + chunk.length,
    );
  });
  socket.on('end', () => {
    socket.end(`total ${totals.get(socket)}\n`);
  });
  socket.on('close', () => totals.delete(socket));
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
