// Wrong: one row of bytes for everybody.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

let rest: Buffer = Buffer.alloc(0);

const server = net.createServer((socket) => {
  socket.on('data', (data) => {
    rest = Buffer.concat([rest, data]);
    let at = rest.indexOf(10);
    while (at !== -1) {
      const text = rest.subarray(0, at).toString();
      const line = text.replace(/\r$/, '');
      socket.write(`You said "${line.toUpperCase()}"\n`);
      rest = rest.subarray(at + 1);
      at = rest.indexOf(10);
    }
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
