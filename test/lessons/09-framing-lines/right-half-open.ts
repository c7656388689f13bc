// Right: for await over lines; half a line is answered.
import net from 'node:net';
import { createInterface } from 'node:readline';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const options = { allowHalfOpen: true };

const server = net.createServer(options, async (socket) => {
  const lines = createInterface({
    input: socket,
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  for await (const line of lines) {
    socket.write(`You said "${line.toUpperCase()}"\n`);
  }
  socket.end();
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
