// Right: a Transform in a pipeline.
import net from 'node:net';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
net
  .createServer(async (sock) => {
    const where = [
      sock.remoteAddress,
      sock.remotePort,
    ] as const;
    console.log(`CONNECTED: ${where.join(':')}`);
    sock.once('close', () =>
      console.log(`CLOSED: ${where.join(' ')}`),
    );
    const shout = new Transform({
      transform(chunk, _encoding, done) {
        done(
          null,
          `You said "${chunk.toString('utf8').toUpperCase()}"`,
        );
      },
    });
    await pipeline(sock, shout, sock).catch((e) =>
      console.error(e.code),
    );
  })
  .listen(PORT, HOST);
