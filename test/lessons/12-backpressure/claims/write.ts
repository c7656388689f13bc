// When `write` says false, how long pipeline keeps its listener, and what ends a wait for `drain`.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { pipeline, Readable } from 'node:stream';

const mark = new net.Socket().writableHighWaterMark;
console.log(
  `the high-water mark: ${mark.toLocaleString('en-US')}`,
);

const server = net.createServer().listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;

async function connect(): Promise<{
  socket: net.Socket;
  client: net.Socket;
}> {
  const client = net.connect({
    port,
    host: '127.0.0.1',
    allowHalfOpen: true,
  });
  const [socket] = (await once(server, 'connection')) as [
    net.Socket,
  ];
  return { socket, client };
}

// Before the connection is there, everything that is written waits: one byte less than the mark, then one more.
const early = net.connect(port, '127.0.0.1');
assert.equal(early.write(Buffer.alloc(mark - 1)), true);
assert.equal(early.write('x'), false);
const [accepted] = (await once(server, 'connection')) as [
  net.Socket,
];
accepted.resume();
await once(early, 'drain');

// As long as the kernel takes a chunk at once, nothing waits, even if the chunk is larger than the mark.
assert.equal(early.write(Buffer.alloc(mark)), true);
assert.equal(early.writableLength, 0);
early.destroy();
accepted.destroy();

// pipeline has a listener of its own only while it runs; a reset after that has none.
const { socket, client } = await connect();
client.resume();
const heard = once(process, 'uncaughtException') as Promise<
  NodeJS.ErrnoException[]
>;
const ended = once(client, 'end');
await new Promise((resolve) =>
  pipeline(Readable.from(['all of it']), socket, resolve),
);
await ended;
assert.equal(socket.listenerCount('error'), 0);
client.resetAndDestroy();
const [error] = await heard;
assert.equal(error?.code, 'ECONNRESET');

// A file that can't be opened: pipeline gives its error to the callback, and to the socket.
const late = await connect();
late.client.on('error', () => {}).resume();
const broken = new Readable({
  read: () => broken.destroy(new Error('no such file')),
});
const told = once(late.socket, 'error');
const given = await new Promise((resolve) =>
  pipeline(broken, late.socket, resolve),
);
assert.equal((await told)[0], given);
late.client.destroy();
server.close();

// A signal ends a wait for drain.
const controller = new AbortController();
const waiting = once(new net.Socket(), 'drain', {
  signal: controller.signal,
});
controller.abort();
console.log(
  `what once throws: ${(await waiting.catch((reason) => reason)).name}`,
);
