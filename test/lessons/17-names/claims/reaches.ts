// Which client reaches which server, and as whom.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

const TARGETS = ['127.0.0.1', '::1', '127.0.0.2'];
const TABLE: [net.ListenOptions, string[]][] = [
  [
    { host: '127.0.0.1' },
    ['127.0.0.1', 'refused', 'refused'],
  ],
  [
    { host: '0.0.0.0' },
    ['127.0.0.1', 'refused', '127.0.0.1'],
  ],
  [{ host: '::1' }, ['refused', '::1', 'refused']],
  [
    { host: '::' },
    ['::ffff:127.0.0.1', '::1', '::ffff:127.0.0.1'],
  ],
  [{}, ['::ffff:127.0.0.1', '::1', '::ffff:127.0.0.1']],
  [
    { host: '::', ipv6Only: true },
    ['refused', '::1', 'refused'],
  ],
];

/** What the server calls a client that connects to each of the targets. */
async function ask(
  options: net.ListenOptions,
): Promise<string[]> {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.end(String(socket.remoteAddress));
  });
  await once(
    server.listen({ port: 0, ...options }),
    'listening',
  );
  const { port } = server.address() as AddressInfo;
  const told: string[] = [];
  for (const target of TARGETS) {
    const socket = net.connect(port, target);
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      text =
        error.code === 'ECONNREFUSED'
          ? 'refused'
          : error.message;
    });
    await once(socket, 'close').catch(() => {});
    if (!socket.closed) await once(socket, 'close');
    told.push(text);
  }
  server.close();
  return told;
}

if (process.platform === 'linux') {
  for (const [options, wanted] of TABLE) {
    assert.deepEqual(
      await ask(options),
      wanted,
      JSON.stringify(options),
    );
  }
}

const list = new net.BlockList();
list.addAddress('127.0.0.1');
assert.ok(list.check('::ffff:127.0.0.1', 'ipv6'));
