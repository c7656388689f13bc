// Right: for await over lines; half a line is dropped.
import net from 'node:net';
import { createInterface } from 'node:readline/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

async function serve(socket: net.Socket) {
  const input = socket;
  const delay = { crlfDelay: Infinity };
  for await (const line of createInterface({
    input,
    ...delay,
  })) {
    if (socket.writableEnded) break;
    socket.write(`You said "${line.toUpperCase()}"\n`);
  }
}

const server = net.createServer((socket) => {
  socket.on('error', (error) =>
    console.error(error.message),
  );
  serve(socket).catch((error) => console.error(error));
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
