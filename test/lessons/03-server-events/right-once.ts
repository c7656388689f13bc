// Right: awaits the event of the server that `listen` returns.

import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const server = net.createServer();

server.on('connection', (sock) => {
  const { remoteAddress, remotePort } = sock;
  console.log(`CONNECTED: ${remoteAddress}:${remotePort}`);
  sock.on('data', (data) =>
    sock.write(
      `You said "${data.toString().toUpperCase()}"`,
    ),
  );
  sock.on('close', () =>
    console.log(`CLOSED: ${remoteAddress} ${remotePort}`),
  );
});
await once(
  server.listen({
    port: PORT,
    host: HOST,
    exclusive: true,
  }),
  'listening',
);
const { address, port } = server.address() as AddressInfo;
process.stdout.write(
  'Server listening on ' + [address, port].join(':') + '\n',
);
