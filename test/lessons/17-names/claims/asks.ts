// What Node asks a lookup for, how long it gives an address, and what comes of an error that has several.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

const server = net
  .createServer((socket) => {
    socket.on('error', () => {});
    socket.end();
  })
  .listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;

/** How often a name was asked for. */
let asked = 0;

/** What `options.all` is for a connection with these options. */
async function ask(
  options: Partial<net.TcpNetConnectOpts>,
): Promise<boolean | undefined> {
  let all: boolean | undefined;
  const socket = net.connect({
    port,
    host: 'shop',
    ...options,
    lookup(_name, wanted, done) {
      asked += 1;
      all = wanted.all;
      const address = '127.0.0.1';
      const answer = all
        ? [{ address, family: 4 }]
        : address;
      process.nextTick(done, null, answer, 4);
    },
  });
  socket.on('error', () => {}).resume();
  await once(socket, 'close');
  return all;
}

assert.equal(await ask({}), true);
assert.equal(
  await ask({ autoSelectFamily: false }),
  undefined,
);
assert.equal(await ask({ family: 4 }), undefined);
assert.equal(asked, 3, 'it asks for each connection');

// An answer that comes at once comes before any listener.
let heard = false;
const early = net.connect({
  port,
  host: 'shop',
  lookup: (_name, _options, done) =>
    done(null, [{ address: '127.0.0.1', family: 4 }]),
});
early.on('lookup', () => {
  heard = true;
});
early.on('error', () => {}).resume();
await once(early, 'close');
assert.equal(heard, false);

// With all addresses refused, the code is the first one's.
const refusing = net.connect({
  port: 1,
  host: 'shop',
  lookup: (_name, _options, done) =>
    process.nextTick(done, null, [
      { address: '::1', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]),
});
const [error] = (await new Promise<unknown[]>((resolve) =>
  refusing.on('error', (...all) => resolve(all)),
)) as [AggregateError & { code: string }];
assert.equal(error.message, '');
assert.equal(error.errors.length, 2);
assert.equal(error.code, error.errors[0].code);
assert.notEqual(error.code, error.errors[1].code);
server.close();

const KNOWN: Readonly<Record<string, number>> = {
  20: 250,
  22: 250,
  24: 250,
  26: 500,
};
const [major = ''] = process.versions.node.split('.');
const ms = net.getDefaultAutoSelectFamilyAttemptTimeout();
assert.equal(ms, KNOWN[major] ?? ms);
