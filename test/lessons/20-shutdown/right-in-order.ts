// A queue of answers for each client; the socket ends behind the last of them.
import net from 'node:net';

const env = process.env;
const queues = new Map<net.Socket, Promise<unknown>>();
let door = 'open';

const server = net.createServer((socket) => {
  queues.set(socket, Promise.resolve());
  socket.once('close', () => queues.delete(socket));
  socket.on('error', (error) =>
    console.error(error.message),
  );
  readLines(socket, (line) => {
    const before = queues.get(socket);
    if (door === 'shut' || !before) return;
    const asked = ask(Number(env.UPSTREAM), line);
    asked.catch(() => {});
    queues.set(
      socket,
      before
        .then(() => asked)
        .then((answer) => socket.write(answer))
        .catch(() => socket.destroy()),
    );
  });
});

async function shut() {
  door = 'shut';
  const ends = [...queues].map(async ([socket, last]) => {
    await last;
    socket.end();
    await new Promise((resolve) =>
      socket.once('close', resolve),
    );
  });
  server.close();
  await Promise.all(ends);
  process.exit();
}

process.on('SIGTERM', () => {
  if (door === 'shut') process.exit(130);
  setTimeout(
    () => process.exit(1),
    Number(env.GRACE ?? 5000),
  );
  void shut();
});
server.listen(Number(env.PORT ?? 6969), env.HOST);

async function ask(port: number, line: string) {
  const backend = net.connect({ port, host: env.HOST });
  backend.setEncoding('utf8').write(`${line}\n`);
  let answer = '';
  for await (const text of backend) answer += text;
  return answer;
}

function readLines(
  input: net.Socket,
  onLine: (line: string) => void,
) {
  let half = '';
  input.on('data', (chunk) => {
    const [first = '', ...others] = `${chunk}`.split('\n');
    const lines = [half + first, ...others];
    half = lines.pop() ?? '';
    lines.forEach(onLine);
  });
}
