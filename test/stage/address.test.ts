// Tests which addresses lead to a listener, under any of its names.
import assert from 'node:assert/strict';
import os from 'node:os';
import { test } from 'node:test';
import { leadsTo, parseAddress } from '../../src/stage/address.ts';

const CASES: [remote: string, local: string, leads: boolean][] = [
  ['127.0.0.1:7123', '127.0.0.1:7123', true],
  ['[::ffff:127.0.0.1]:7123', '127.0.0.1:7123', true],
  ['127.0.0.1:7123', '[::ffff:127.0.0.1]:7123', true],
  ['0.0.0.0:7123', '127.0.0.1:7123', true],
  ['[::]:7123', '[::1]:7123', true],
  ['127.0.0.1:7123', '0.0.0.0:7123', true],
  ['[::ffff:127.0.0.1]:7123', '0.0.0.0:7123', true],
  ['[::1]:7123', '[::]:7123', true],
  ['127.0.0.1:7123', '[::]:7123', true],
  ['[::ffff:127.0.0.1]:7123', '[::]:7123', true],
  ['[::]:7123', '[::]:7123', true],
  ['127.0.0.1:7124', '[::]:7123', false],
  ['[::1]:7123', '127.0.0.1:7123', false],
  ['[::1]:7123', '0.0.0.0:7123', false],
  // Reserved for examples: no machine has it.
  ['203.0.113.7:7123', '[::]:7123', false],
  ['/tmp/socket', '/tmp/socket', false],
  ['./localhost:7123', './localhost:7123', false],
];

test('an address leads to a listener by any of its own names', () => {
  for (const [remote, local, leads] of CASES) {
    assert.equal(leadsTo(remote, local), leads, `${remote} to ${local}`);
  }
});

test('every address of this machine leads to a listener on all addresses', () => {
  for (const { address, family } of Object.values(os.networkInterfaces()).flatMap(
    (all) => all ?? [],
  )) {
    const host = family === 'IPv6' ? `[${address}]` : address;
    assert.ok(leadsTo(`${host}:7123`, '[::]:7123'), address);
  }
});

test('a path is no address', () => {
  assert.equal(parseAddress('/tmp/socket'), null);
  assert.deepEqual(parseAddress('[::1]:80'), { host: '::1', port: 80 });
});
