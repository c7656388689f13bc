// Wrong: serves one, then the next.

import { on } from 'node:events';
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer();

async function serve(socket: net.Socket) {
  let rest = '';
  socket.setEncoding('utf8');
  for await (const text of socket) {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      socket.write(`You said "${line.toUpperCase()}"\n`);
    }
  }
}

async function serveAll() {
  for await (const [socket] of on(server, 'connection')) {
    await serve(socket);
  }
}

void serveAll();

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
