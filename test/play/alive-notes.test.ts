import assert from 'node:assert/strict';
import { it } from 'node:test';
import { listAddresses } from '../../src/play/alive-notes.ts';

it('connections to one address are counted, and those that are not named, too', () => {
  const to = (host: number) => `127.0.0.${host}:6969`;
  assert.equal(listAddresses([to(1), to(2)], 'en'), '127.0.0.1:6969, 127.0.0.2:6969');
  assert.equal(listAddresses([to(1), to(1)], 'en'), '127.0.0.1:6969 (2 connections)');
  assert.equal(listAddresses([to(1), to(1)], 'zh'), '127.0.0.1:6969（2 个连接）');
  const many = [1, 2, 3, 4, 5, 6, 6, 7].map(to);
  assert.match(listAddresses(many, 'en'), /127\.0\.0\.5:6969, 3 more connections$/);
});
