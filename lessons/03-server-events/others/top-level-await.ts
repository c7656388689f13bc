// Waits for the event before it serves.
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { stdout } from 'node:process';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer();
await once(server.listen(PORT, HOST), 'listening');
const { address, port } = server.address() as AddressInfo;
stdout.write(`Server listening on ${address}:${port}\n`);

server.on('connection', (sock) => {
  const { remoteAddress, remotePort } = sock;
  console.log(`CONNECTED: ${remoteAddress}:${remotePort}`);

  sock.on('data', (data) => {
    console.log(`DATA ${remoteAddress}: ${data}`);
    const loud = data.toString().toUpperCase();
    sock.write(`You said "${loud}"`);
  });

  sock.on('close', () => {
    console.log(`CLOSED: ${remoteAddress} ${remotePort}`);
  });
});
