// Right: reads when there is something to read.
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
    let question = Buffer.alloc(0);
    socket.on('readable', () => {
      for (;;) {
        const chunk = socket.read() as Buffer | null;
        if (chunk === null) return;
        question = Buffer.concat([question, chunk]);
      }
    });
    socket.on('end', () => {
      prepare(question).then(
        (answer) => socket.end(answer),
        (error) => socket.destroy(error),
      );
    });
  })
  .listen(PORT, HOST);
