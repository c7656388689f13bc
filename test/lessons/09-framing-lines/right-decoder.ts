// Right: StringDecoder, and an index that goes on.
import net from 'node:net';
import { StringDecoder } from 'node:string_decoder';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  socket.on('data', (data) => {
    rest += decoder.write(data);
    let from = 0;
    for (;;) {
      const at = rest.indexOf('\n', from);
      if (at < 0) break;
      const line = rest.slice(from, at).replace(/\r$/, '');
      socket.write(`You said "${line.toUpperCase()}"\n`);
      from = at + 1;
    }
    rest = rest.slice(from);
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
