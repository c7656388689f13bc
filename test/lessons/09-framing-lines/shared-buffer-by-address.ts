// Wrong: one rest an address.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const rests = new Map<string, string>();

const server = net.createServer((socket) => {
  const address = socket.remoteAddress ?? '';
  socket.setEncoding('utf8');
  socket.on('data', (text) => {
    const heard = (rests.get(address) ?? '') + text;
    const lines = heard.split(/\r?\n/);
    rests.set(address, lines.pop() ?? '');
    for (const line of lines) {
      socket.write(`You said "${line.toUpperCase()}"\n`);
    }
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
