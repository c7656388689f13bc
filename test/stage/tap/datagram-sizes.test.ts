// Tests that the row of a send says whether the bytes fit into a datagram, as the system does.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { perform } from '../programs.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'datagram-sizes-test-'));
after(() => rmSync(folder, { recursive: true }));

const CODE = `import dgram from 'node:dgram';
const [, , type, host, at] = process.argv;
const receiver = dgram.createSocket(type === 'udp6' && host !== '::1' ? 'udp4' : type);
await new Promise((resolve) => receiver.bind(0, at, resolve));
const { port } = receiver.address();
const sender = dgram.createSocket(type);
const connected = dgram.createSocket(type);
await new Promise((resolve) => connected.connect(port, host, resolve));
for (const size of [65_507, 65_508, 65_527, 65_528]) {
  for (const [socket, ...to] of [[sender, port, host], [connected]]) {
    await new Promise((resolve) => {
      socket.send(Buffer.alloc(size), ...to, (error) => resolve(console.log(size, error?.code ?? 'sent')));
    });
  }
}
for (const socket of [receiver, sender, connected]) socket.close();`;

const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
);
const CASES = [
  ['udp4', '127.0.0.1', '127.0.0.1'],
  ...(hasIpv6
    ? [
        ['udp6', '::1', '::1'],
        ['udp6', '::ffff:127.0.0.1', '127.0.0.1'],
      ]
    : []),
];

const CLOSED = `import dgram from 'node:dgram';
const sender = dgram.createSocket('udp4');
for (const word of ['one', 'three']) sender.send(word, 9, '127.0.0.1');
sender.close();`;

it('what a socket still holds when it is closed was not sent', async () => {
  const file = path.join(folder, 'closed.mjs');
  writeFileSync(file, CLOSED);
  const { events } = await perform(file, { file, cwd: folder });
  const rows = events.flatMap(({ kind, bytes, protocol }) =>
    protocol === 'udp' ? [[kind, bytes]] : [],
  );
  assert.deepEqual(rows, [
    ['unsent', 3],
    ['unsent', 5],
    ['close', undefined],
  ]);
});

// Elsewhere the system has smaller limits, which can be changed.
describe('the row of a send', { skip: process.platform !== 'linux' }, () => {
  for (const [type = '', host = '', at = ''] of CASES) {
    it(`says what is too large from ${type} to ${host}`, async () => {
      const file = path.join(folder, 'program.mjs');
      writeFileSync(file, CODE);
      const { events, stdout } = await perform(file, {
        file,
        cwd: folder,
        arguments: [type, host, at],
      });
      const sends = events.filter(({ kind }) => kind === 'write');
      const told = sends.map(
        ({ bytes, isTooLarge }) => `${bytes} ${isTooLarge ? 'EMSGSIZE' : 'sent'}`,
      );
      assert.equal(told.length, 8);
      assert.deepEqual(told, stdout);
    });
  }
});
