// Right: the rests in a map, by socket.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const rests = new Map<net.Socket, string>();

const server = net.createServer();
server.on('connection', (socket) => {
  socket.setEncoding('utf8');
  rests.set(socket, '');
  socket.on('close', () => rests.delete(socket));
  socket.on('data', (text) => {
    let rest = (rests.get(socket) ?? '') + text;
    for (
      let at = rest.indexOf('\n');
      at >= 0;
      at = rest.indexOf('\n')
    ) {
      const line = rest.slice(0, at).replace(/\r$/, '');
      socket.write(`You said "${line.toUpperCase()}"\n`);
      rest = rest.slice(at + 1);
    }
    rests.set(socket, rest);
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
