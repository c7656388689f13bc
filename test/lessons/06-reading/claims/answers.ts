// What Node says of the small questions that the lesson asks it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { Duplex, Writable } from 'node:stream';

function ask(expression: string): string {
  return execFileSync(
    process.execPath,
    ['-p', expression],
    { encoding: 'utf8' },
  ).trim();
}

console.log(`Buffer.from('é'): ${ask("Buffer.from('é')")}`);
console.log(
  `typeof net.connect: ${ask('typeof net.connect')}`,
);
console.log(
  `the mark: ${new net.Socket().writableHighWaterMark}`,
);

// Writable is no ancestor of Duplex, but its methods are there.
assert.ok(Object.hasOwn(Duplex.prototype, 'write'));
assert.equal(
  Duplex.prototype.write,
  Writable.prototype.write,
);

// A data listener starts the flow, but not where the stream was paused, or has a readable listener.
const paused = new net.Socket();
paused.pause();
const pulled = new net.Socket().on('readable', () => {});
for (const socket of [paused, pulled]) {
  socket.on('data', () => {});
  assert.equal(socket.readableFlowing, false);
}

// A server's close has no argument, a connection's has one.
const server = net.createServer((socket) => socket.end());
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const client = net
  .connect(
    (server.address() as AddressInfo).port,
    '127.0.0.1',
  )
  .resume();
const [hadError] = await once(client, 'close');
assert.equal(typeof hadError, 'boolean');
server.close();
assert.deepEqual(await once(server, 'close'), []);
