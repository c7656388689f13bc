// What a server learns that writes to a member who is gone, and what loops do when a list gets shorter meanwhile.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

const list = ['ann', 'bob', 'cy', 'dan'];
const seen: string[] = [];
for (const name of list) {
  seen.push(name);
  if (name === 'bob') list.splice(list.indexOf(name), 1);
}
assert.deepEqual(seen, ['ann', 'bob', 'dan']);

const set = new Set(['ann', 'bob', 'cy', 'dan']);
const all: string[] = [];
for (const name of set) {
  all.push(name);
  if (name === 'bob') set.delete(name);
}
assert.deepEqual(all, ['ann', 'bob', 'cy', 'dan']);

const server = net.createServer().listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;

/** The server's socket for a client that doesn't read, and the errors that it emits. */
async function open() {
  const client = net.connect(port, '127.0.0.1').pause();
  client.on('error', () => {});
  const [socket] = (await once(server, 'connection')) as [
    net.Socket,
  ];
  const codes: unknown[] = [];
  socket.on('error', ({ code }: NodeJS.ErrnoException) =>
    codes.push(code),
  );
  return { client, socket, codes };
}

/** What the callback of a write is given. */
function write(socket: net.Socket): {
  taken: boolean;
  told: Promise<string | undefined>;
} {
  let taken = true;
  const told = new Promise<string | undefined>((done) => {
    taken = socket.write('x', (error) =>
      done((error as NodeJS.ErrnoException | null)?.code),
    );
  });
  return { taken, told };
}

const gone = await open();
gone.socket.destroy();
await once(gone.socket, 'close');
const { taken, told } = write(gone.socket);
assert.equal(taken, false);
console.log(`a write on a destroyed socket: ${await told}`);
await new Promise(setImmediate);
assert.deepEqual(gone.codes, [], 'no error event');

// Whoever ends a slow member, and goes on writing to it, destroys it with the next line.
const ended = await open();
ended.socket.end();
const late = write(ended.socket);
assert.equal(await late.told, 'ERR_STREAM_WRITE_AFTER_END');
await new Promise(setImmediate);
assert.deepEqual(ended.codes, [
  'ERR_STREAM_WRITE_AFTER_END',
]);
assert.equal(ended.socket.destroyed, true);

if (process.platform === 'linux') {
  const slow = await open();
  const MIB = 2 ** 20;
  const line = Buffer.alloc(2 ** 16);
  let bytes = 0;
  while (slow.socket.writableLength === 0) {
    slow.socket.write(line);
    bytes += line.length;
    await new Promise(setImmediate);
  }
  const took = bytes - slow.socket.writableLength;
  console.log(
    `what the kernels took: ${Math.round(took / MIB)} MiB`,
  );
}
process.exit();
