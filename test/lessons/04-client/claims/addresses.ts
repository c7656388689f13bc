// What the error of a host name with several addresses says: its message is empty, and its code is the first one's.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

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
