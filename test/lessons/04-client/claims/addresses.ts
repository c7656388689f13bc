// What the error of a host name with several addresses says: its message is empty, and its code is the first one's. The
// lesson's own clients say what failed all the same.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

// A port that was free a moment ago.
const server = net.createServer().listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
server.close();
await once(server, 'close');

/** Connects to a name that stands for some addresses, and returns the error. */
async function fail(...addresses: string[]): Promise<
  NodeJS.ErrnoException & {
    errors?: NodeJS.ErrnoException[];
  }
> {
  const found = addresses.map((address) => ({
    address,
    family: net.isIP(address),
  }));
  const socket = net.connect({
    port,
    host: 'several.test',
    autoSelectFamily: true,
    lookup: (_host, _options, done) => done(null, found),
  });
  return new Promise((resolve) =>
    socket.on('error', resolve),
  );
}

const one = await fail('127.0.0.1');
assert.match(one.message, /ECONNREFUSED 127\.0\.0\.1/);

const several = await fail('127.0.0.1', '::1');
assert.equal(several.name, 'AggregateError');
assert.equal(several.message, '');
assert.equal(several.code, 'ECONNREFUSED');
assert.equal(several.code, several.errors?.[0]?.code);

/** Has a program believe that each name stands for two addresses. */
const TWO = `import dns from 'node:dns';
dns.lookup = (name, options, done) => process.nextTick(done, null, [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
]);`;

const LESSON = '../../../../lessons/04-client';
const preload = `data:text/javascript,${encodeURIComponent(TWO)}`;
const clients = [
  'solution/client.ts',
  'others/for-await.ts',
  'others/timer.ts',
];
for (const name of clients) {
  const file = fileURLToPath(
    new URL(`${LESSON}/${name}`, import.meta.url),
  );
  const { stderr, status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--import', preload, file],
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        HOST: 'several.test',
        PORT: String(port),
      },
    },
  );
  assert.match(stderr, /^.*\bECONNREFUSED\b.*\n$/, name);
  assert.equal(status, 1, name);
}
