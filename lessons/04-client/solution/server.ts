// A server that needs a moment in the middle of its answer.
import net, { type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// It answers even those who have said all they will say.
const options = { allowHalfOpen: true };

const server = net.createServer(options, (socket) => {
  const { remoteAddress, remotePort } = socket;
  console.log(`CONNECTED: ${remoteAddress}:${remotePort}`);

  socket.on('data', async (chunk) => {
    console.log(`DATA ${remoteAddress}: ${chunk}`);
    const capitals = chunk.toString().toUpperCase();

    socket.write('You said');
    await wait(200);
    socket.end(` "${capitals}"`);
  });

  socket.on('close', () => {
    console.log(`CLOSED: ${remoteAddress} ${remotePort}`);
  });
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});
