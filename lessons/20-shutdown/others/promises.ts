// Every answer is a promise, and the ends wait for them.
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const env = process.env;
const HOST = env.HOST ?? '127.0.0.1';
const answers = new Map<net.Socket, Set<Promise<void>>>();

const server = net.createServer((socket) => {
  const own = new Set<Promise<void>>();
  answers.set(socket, own);
  socket.on('close', () => answers.delete(socket));
  socket.on('error', (error) => console.log(error.message));
  let rest = '';
  socket.setEncoding('utf8').on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const answer = ask(line)
        .then((reply) => void socket.write(reply))
        .catch((error) => void socket.destroy(error))
        .finally(() => own.delete(answer));
      own.add(answer);
    }
  });
});
server.listen(Number(env.PORT ?? 6969), HOST);

/** Asks the backend; one line of an answer is enough. */
async function ask(line: string): Promise<string> {
  const port = Number(env.UPSTREAM ?? 7000);
  const backend = net.connect(port, HOST);
  backend.on('error', (error) =>
    console.log(error.message),
  );
  backend.setEncoding('utf8').write(`${line}\n`);
  let answer = '';
  while (!answer.endsWith('\n'))
    answer += (await once(backend, 'data'))[0];
  backend.destroy();
  return answer;
}

process.once('SIGTERM', async () => {
  const closed = new Promise<number>((resolve) => {
    server.close(() => resolve(0));
  });
  for (const [socket, own] of answers)
    Promise.all(own).then(() => socket.end());
  const grace = Number(env.GRACE ?? 5000);
  process.exit(
    await Promise.race([closed, wait(grace, 1)]),
  );
});
