// Wrong: upper case for the whole answer, not only for what the client said.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

net
  .createServer((sock) => {
    const { remoteAddress, remotePort } = sock;
    console.log(
      `CONNECTED: ${remoteAddress}:${remotePort}`,
    );

    sock.on('data', (data) => {
      console.log(`DATA ${remoteAddress}: ${data}`);
      sock.write(`You said "${data}"`.toUpperCase());
    });

    sock.on('close', () => {
      console.log(`CLOSED: ${remoteAddress} ${remotePort}`);
    });
  })
  .listen(PORT, HOST, () =>
    console.log(`Server listening on ${HOST}:${PORT}`),
  );
