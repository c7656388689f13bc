// Right: writes a piece at a time, as the reader takes it.
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

async function prepare(question: Buffer) {
  await wait(100);
  const dots = Buffer.alloc(16 * 2 ** 20, '.');
  return Buffer.concat([question, dots]);
}

net
  .createServer({ allowHalfOpen: true }, (socket) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', async () => {
      const answer = await prepare(Buffer.concat(chunks));
      for (
        let from = 0;
        from < answer.length;
        from += 65_536
      ) {
        const piece = answer.subarray(from, from + 65_536);
        if (!socket.write(piece))
          await once(socket, 'drain');
      }
      socket.end();
    });
  })
  .listen(PORT, HOST);
