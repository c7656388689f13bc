// Wrong: cuts behind the newline.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (text) => {
    rest += text;
    let at = rest.indexOf('\n');
    while (at !== -1) {
      const line = rest.slice(0, at + 1);
      socket.write(`You said "${line.toUpperCase()}"\n`);
      rest = rest.slice(at + 1);
      at = rest.indexOf('\n');
    }
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
