// Wrong: hears each client's first words, and no others.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((sock) => {
  const { remoteAddress, remotePort } = sock;
  console.log(`CONNECTED: ${remoteAddress}:${remotePort}`);

  sock.once('data', (data) => {
    console.log(`DATA ${remoteAddress}: ${data}`);
    const loud = data.toString().toUpperCase();
    sock.write(`You said "${loud}"`);
  });

  sock.on('close', () => {
    console.log(`CLOSED: ${remoteAddress} ${remotePort}`);
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});
