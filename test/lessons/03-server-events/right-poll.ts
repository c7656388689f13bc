// Right: asks again in each turn of the loop.

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
server.on('error', (e) => {
  console.error(e.message);
  process.exit(1);
});
const say = () => {
  if (!server.listening) return setImmediate(say);
  const a = server.address() as AddressInfo;
  console.log(
    'Server listening on ' + a.address + ':' + a.port,
  );
};
say();
