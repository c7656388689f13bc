// A pipeline, whose callback hears all errors.
import net, { type AddressInfo } from 'node:net';
import { pipeline, Transform } from 'node:stream';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  const shout = new Transform({
    transform(data, _encoding, done) {
      const capitals = String(data).toUpperCase();
      done(null, `You said "${capitals}"`);
    },
  });
  pipeline(socket, shout, socket, (error) => {
    if (error) console.log(`LOST: ${error.message}`);
  });
});

let port = PORT;

server.on('listening', () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});

server.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EADDRINUSE' && port < PORT + 3) {
    port += 1;
    server.listen(port, HOST);
  } else {
    console.error(`No server: ${error.message}`);
    process.exitCode = 1;
  }
});

server.listen(port, HOST);
