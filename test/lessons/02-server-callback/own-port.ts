// Wrong: prints the server's port, not the visitor's.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

net
  .createServer((sock) => {
    const { localAddress, localPort } = sock;
    console.log(`CONNECTED: ${localAddress}:${localPort}`);

    sock.on('data', (data) => {
      console.log(`DATA ${localAddress}: ${data}`);
      sock.write(
        `You said "${String(data).toUpperCase()}"`,
      );
    });

    sock.on('close', () => {
      console.log(`CLOSED: ${localAddress} ${localPort}`);
    });
  })
  .listen(PORT, HOST, () =>
    console.log(`Server listening on ${HOST}:${PORT}`),
  );
