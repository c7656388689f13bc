// What becomes of clients in the queue, and of one that is too many for Node; how long a backlog may be.
import assert from 'node:assert/strict';
import {
  type ChildProcess,
  fork,
} from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net from 'node:net';

/** So many clients wait in the queue. */
const WAITING = 20;

type Act = (socket: net.Socket, server: net.Server) => void;

const ACTS: Record<string, Act> = {
  closes(socket, server) {
    socket.end('busy');
    const end = performance.now() + 500;
    while (performance.now() < end);
    server.close();
  },
  most(socket, server) {
    server.maxConnections = 1;
    socket.resume();
    socket.write('welcome');
  },
  cut(socket) {
    socket.write('busy');
    socket.resetAndDestroy();
  },
  destroy(socket) {
    socket.write('busy');
    socket.destroy();
  },
  end(socket) {
    socket.resume();
    socket.end('busy');
  },
};

/** The server of an act, in a process of its own, and its port. */
async function open(
  act: string,
): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(import.meta.filename, [act]);
  const [port] = (await once(child, 'message')) as [number];
  return { child, port };
}

/** A client, and what it has heard when it is closed. */
function connect(port: number, word = '') {
  const heard: string[] = [];
  const socket = net.connect({
    port,
    host: '127.0.0.1',
    allowHalfOpen: true,
  });
  if (word) socket.write(word);
  socket.on('connect', () => heard.push('connect'));
  socket.on('data', (chunk) => heard.push(`${chunk}`));
  socket.on('end', () => {
    heard.push('end');
    // A connection that was reset has no room for this.
    socket.write('.');
    socket.end();
  });
  socket.on('error', ({ code }: NodeJS.ErrnoException) =>
    heard.push(`${code}`),
  );
  const closed = new Promise<string>((resolve) =>
    socket.on('close', () => resolve(heard.join(' '))),
  );
  return { socket, closed };
}

async function findOutQueue() {
  const { child, port } = await open('closes');
  const first = connect(port);
  await once(first.socket, 'data');
  const all = Array.from(
    { length: WAITING },
    () => connect(port).closed,
  );
  const heard = await Promise.all(all);
  assert.deepEqual(
    new Set(heard),
    new Set(['connect ECONNRESET']),
  );
  await first.closed;
  child.kill();
  console.log(
    `clients in the queue of a server that closes: ${WAITING}`,
  );
}

/** What a client hears that has said hi, and has been heard by nobody, when an act begins. */
async function findOutAct(act: string): Promise<string> {
  const { child, port } = await open(act);
  child.kill('SIGSTOP');
  const client = connect(port);
  await once(client.socket, 'connect');
  await new Promise((resolve) =>
    client.socket.write('hi', resolve),
  );
  child.kill('SIGCONT');
  const heard = await client.closed;
  child.kill();
  return heard;
}

async function findOutMost(word: string): Promise<string> {
  const { child, port } = await open('most');
  const first = connect(port);
  await once(first.socket, 'data');
  child.kill('SIGSTOP');
  const second = connect(port);
  await once(second.socket, 'connect');
  if (word)
    await new Promise((resolve) =>
      second.socket.write(word, resolve),
    );
  child.kill('SIGCONT');
  const heard = await second.closed;
  child.kill();
  return heard;
}

const RESET = /ECONNRESET|EPIPE/;
const [, , act] = process.argv;
if (act) {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    ACTS[act]?.(socket, server);
  });
  server.listen(0, '127.0.0.1', () =>
    process.send?.(
      (server.address() as net.AddressInfo).port,
    ),
  );
} else if (process.platform === 'linux') {
  await findOutQueue();
  assert.equal(await findOutMost(''), 'connect end');
  assert.match(await findOutMost('hi'), RESET);
  assert.match(await findOutAct('cut'), RESET);
  assert.match(await findOutAct('destroy'), RESET);
  assert.equal(await findOutAct('end'), 'connect busy end');
  const [low, high] = readFileSync(
    '/proc/sys/net/ipv4/ip_local_port_range',
    'utf8',
  )
    .trim()
    .split(/\s+/);
  // A machine may have been told others.
  if (low === '32768')
    console.log(
      `ports: from ${low} to ${high} / ${low} 到 ${high}`,
    );
  process.exit();
}
