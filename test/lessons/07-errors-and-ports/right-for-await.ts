// Right: reads its visitors in a loop, with a try about it.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer(async (socket) => {
  const { remoteAddress, remotePort } = socket;
  const who = `${remoteAddress} ${remotePort}`;
  console.log(`CONNECTED: ${who}`);
  try {
    for await (const data of socket) {
      const capitals = String(data).toUpperCase();
      socket.write(`You said "${capitals}"`);
    }
  } catch (error) {
    console.log(`LOST ${who}: ${error}`);
  }
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
