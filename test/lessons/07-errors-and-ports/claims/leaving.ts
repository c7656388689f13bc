// What a server is told when a client calls destroy() in the middle of a large answer, and what follows an error.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

const server = net.createServer().listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;

if (process.platform === 'linux') {
  const client = net.connect(port, '127.0.0.1');
  const [socket] = (await once(server, 'connection')) as [
    net.Socket,
  ];
  const events: unknown[] = [];
  socket.on('error', (error: NodeJS.ErrnoException) =>
    events.push(error.code),
  );
  const closed = new Promise((resolve) => {
    socket.on('close', (hadError) => {
      events.push(`close ${hadError}`);
      resolve(null);
    });
  });
  const write = () => {
    while (socket.write(Buffer.alloc(65536)));
  };
  socket.on('drain', write);
  write();
  client.once('data', () => client.destroy());
  await closed;
  assert.equal(events.at(-1), 'close true');
  console.log(`destroyed in the middle: ${events[0]}`);
}

// Two may listen on one port only where both ask for it, and Node knows the option.
const [major = 0, minor = 0] = process.versions.node
  .split('.')
  .map(Number);
const isKnown =
  process.platform === 'linux' &&
  (major > 22 || (major === 22 && minor >= 12));
const shared = {
  host: '127.0.0.1',
  port: 0,
  reusePort: true,
};
const one = net.createServer().listen(shared);
await once(one, 'listening');
const other = net.createServer().listen({
  ...shared,
  port: (one.address() as AddressInfo).port,
});
const outcome = await once(other, 'listening').then(
  () => 'listens',
  (error) => error.code,
);
assert.equal(outcome, isKnown ? 'listens' : 'EADDRINUSE');
const alone = net
  .createServer()
  .listen({ ...shared, port });
assert.equal(
  await once(alone, 'listening').catch(
    (error) => error.code,
  ),
  'EADDRINUSE',
);
for (const each of [server, one, other]) each.close();
