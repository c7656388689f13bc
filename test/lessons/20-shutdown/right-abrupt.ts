// Destroys the idle, ends the others with what they get; a second signal is a SIGKILL.
import net from 'node:net';
import { createInterface } from 'node:readline';

class Session {
  static all = new Set<Session>();
  static isOver = false;
  readonly #socket: net.Socket;
  #open = 0;

  constructor(socket: net.Socket) {
    this.#socket = socket;
    Session.all.add(this);
    socket.on('close', () => Session.all.delete(this));
    socket.on('error', () => {});
    const lines = createInterface({ input: socket });
    lines.on('error', () => {});
    lines.on('line', (line) => void this.#ask(line));
  }

  async #ask(line: string) {
    // What readline still holds when the socket ends is half a line.
    if (Session.isOver) return;
    this.#open += 1;
    const port = Number(process.env.UPSTREAM ?? 7000);
    const answer = await ask(port, line).catch(() => null);
    if (answer === null) this.#socket.destroy();
    else this.#socket.write(answer);
    this.#open -= 1;
    this.leave();
  }

  leave() {
    if (!Session.isOver || this.#open > 0) return;
    this.#socket.destroySoon();
  }
}

const server = net.createServer((socket) => {
  new Session(socket);
});
process.on('SIGTERM', () => {
  if (Session.isOver) process.kill(process.pid, 'SIGKILL');
  Session.isOver = true;
  for (const session of Session.all) session.leave();
  server.close();
  const grace = Number(process.env.GRACE ?? 5000);
  AbortSignal.timeout(grace).onabort = () =>
    process.exit(1);
});
server.listen(
  Number(process.env.PORT ?? 6969),
  process.env.HOST ?? '127.0.0.1',
);

function ask(port: number, line: string): Promise<string> {
  const { promise, resolve, reject } = defer();
  const backend = net.connect(port, process.env.HOST);
  backend.on('error', reject);
  createInterface({ input: backend }).once(
    'line',
    (text) => {
      resolve(`${text}\n`);
      backend.end();
    },
  );
  backend.write(`${line}\n`);
  return promise;
}

function defer() {
  let resolve = (_text: string) => {};
  let reject = (_error: Error) => {};
  const promise = new Promise<string>((done, fail) => {
    resolve = done;
    reject = fail;
  });
  return { promise, resolve, reject };
}
