// The first server, fixed.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region connection
net
  .createServer((sock) => {
    const { remoteAddress, remotePort } = sock;
    console.log(
      `CONNECTED: ${remoteAddress}:${remotePort}`,
    );

    sock.on('data', (data) => {
      const text = data.toString();
      console.log(`DATA ${remoteAddress}: ${text}`);
      sock.write(`You said "${text.toUpperCase()}"`);
    });

    sock.on('close', () => {
      console.log(`CLOSED: ${remoteAddress} ${remotePort}`);
    });
  })
  // #endregion connection
  .listen(PORT, HOST);

console.log(`Server listening on ${HOST}:${PORT}`);
