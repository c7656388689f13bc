// Right: options, once, and HOST from the constant.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = new net.Server();
server.once('listening', () => {
  const at = server.address();
  if (!at || typeof at === 'string') return;
  console.log(
    `Server listening on ${at.address}:${at.port}`,
  );
});
server.listen({ host: HOST, port: PORT });

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
