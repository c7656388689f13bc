// Looks for the newline among the bytes.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (data) => {
    rest = Buffer.concat([rest, data]);
    let at = rest.indexOf(10);
    while (at !== -1) {
      const isCrlf = at > 0 && rest[at - 1] === 13;
      const line = rest
        .subarray(0, isCrlf ? at - 1 : at)
        .toString();
      socket.write(`You said "${line.toUpperCase()}"\n`);
      rest = rest.subarray(at + 1);
      at = rest.indexOf(10);
    }
  });
  socket.on('error', (error) => console.log(error.message));
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
