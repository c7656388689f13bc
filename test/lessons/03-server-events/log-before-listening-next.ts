// Wrong: a tick after `listen`, before the event.

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
server.listen(PORT, HOST);
process.nextTick(() => {
  const a = server.address() as AddressInfo;
  console.log(
    'Server listening on ' + a.address + ':' + a.port,
  );
});
