// Wrong: one decoder for everybody.
import net from 'node:net';
import { StringDecoder } from 'node:string_decoder';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const decoder = new StringDecoder('utf8');

const server = net.createServer((socket) => {
  let rest = '';
  socket.on('data', (data) => {
    const lines = (rest + decoder.write(data)).split(
      /\r?\n/,
    );
    rest = lines.pop() ?? '';
    for (const line of lines) {
      socket.write(`You said "${line.toUpperCase()}"\n`);
    }
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
