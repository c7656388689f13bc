// A loop for each client, one question after the other; the idle ones are woken by an abort.
import { once } from 'node:events';
import net from 'node:net';

const stop = new AbortController();
const open = new Set<net.Socket>();

/** Takes the lines that are there, waits for more, and returns where it is told to stop. */
async function serve(socket: net.Socket) {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (text) => {
    rest += text;
    socket.emit('more');
  });
  socket.on('end', () => socket.emit('more'));
  for (;;) {
    const end = rest.indexOf('\n');
    if (end >= 0) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 1);
      const answer = await ask(
        Number(process.env.UPSTREAM ?? 7000),
        line,
      );
      socket.write(answer);
    } else if (stop.signal.aborted || socket.readableEnded)
      break;
    else
      await Promise.race([
        once(socket, 'more'),
        once(stop.signal, 'abort'),
      ]);
  }
  socket.end();
}

const server = net.createServer((socket) => {
  open.add(socket);
  socket.on('close', () => open.delete(socket));
  socket.on('error', () => {});
  serve(socket).catch(() => socket.destroy());
});
server.listen(
  Number(process.env.PORT ?? 6969),
  process.env.HOST ?? '127.0.0.1',
  () => console.log('up'),
);

process.once('SIGTERM', () => {
  stop.abort();
  const late = setTimeout(
    () => {
      for (const socket of open) socket.destroy();
      process.exit(1);
    },
    Number(process.env.GRACE ?? 5000),
  );
  server.close(() => clearTimeout(late));
});

/** Resolves to the answer of the backend. */
async function ask(port: number, line: string) {
  const backend = net.connect(port);
  backend.end(`${line}\n`);
  return Buffer.concat(await backend.toArray()).toString();
}
