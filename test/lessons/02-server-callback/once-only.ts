// Wrong: serves one visitor, then closes the shop.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((sock) => {
  const { remoteAddress, remotePort } = sock;
  console.log(`CONNECTED: ${remoteAddress}:${remotePort}`);

  sock.on('data', (data) => {
    console.log(`DATA ${remoteAddress}: ${data}`);
    sock.write(
      `You said "${data.toString().toUpperCase()}"`,
    );
  });

  sock.on('close', () => {
    console.log(`CLOSED: ${remoteAddress} ${remotePort}`);
    server.close();
  });
});

server.listen(PORT, HOST, () =>
  console.log(`Server listening on ${HOST}:${PORT}`),
);
