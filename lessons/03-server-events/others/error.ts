// Says why when it cannot listen.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer();
server
  .on('error', (error) => {
    console.error(error.message);
    process.exitCode = 1;
  })
  .on('listening', () => {
    const at = server.address() as AddressInfo;
    console.log(
      `Server listening on ${at.address}:${at.port}`,
    );
  })
  .listen(PORT, HOST);

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
