// A generator between the socket and itself.
import net from 'node:net';
import { pipeline } from 'node:stream';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

net
  .createServer((sock) => {
    const { remoteAddress, remotePort } = sock;
    console.log(
      `CONNECTED: ${remoteAddress}:${remotePort}`,
    );

    async function* shout(said: AsyncIterable<Buffer>) {
      for await (const data of said) {
        console.log(`DATA ${remoteAddress}: ${data}`);
        yield `You said "${data.toString().toUpperCase()}"`;
      }
    }

    pipeline(sock, shout, sock, () => {
      console.log(`CLOSED: ${remoteAddress} ${remotePort}`);
    });
  })
  .listen(PORT, HOST, () =>
    console.log(`Server listening on ${HOST}:${PORT}`),
  );
