// Tests a peer that hashes what it receives, and reads only when asked.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { untilBlocked } from '../../src/check/blocked-writer.ts';
import { Digest } from '../../src/check/digest.ts';
import type { UnmetExpectation } from '../../src/check/expectation-errors.ts';
import { openBox } from './tools-on-fixtures.ts';

const POURED = Buffer.alloc(16 * 2 ** 20, 'drop ');
const sum = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('a digest counts, keeps the first bytes, and has its hash at any time', async () => {
  const digest = new Digest();
  const reached = digest.reached(1500);
  digest.add(Buffer.alloc(1000, 'a'));
  assert.equal(digest.sha256(), sum(Buffer.alloc(1000, 'a')));
  digest.add(Buffer.alloc(1000, 'b'));
  await reached;
  assert.equal(digest.bytes, 2000);
  assert.equal(String(digest.first), 'a'.repeat(1000) + 'b'.repeat(24));
  assert.equal(digest.sha256(), sum(Buffer.from('a'.repeat(1000) + 'b'.repeat(1000))));
});

test('a peer that connects paused reads nothing before it is resumed, then all', async (t) => {
  const { tools } = openBox(t);
  const peer = await tools.connect({ name: 'pours', isPaused: true });
  const digest = peer.digest();
  const subject = await tools.server({ name: 'pours' });
  assert.equal(await untilBlocked(subject), 'quiet');
  assert.equal(digest.bytes, 0);
  assert.equal(peer.hasEnded, false);
  peer.resume();
  await digest.reached(POURED.length);
  assert.equal((await peer.expectEnd()).length, 0);
  assert.equal(peer.hasEnded, true);
  assert.equal(digest.sha256(), sum(POURED));
});

test('what a digest has counted is reported where more was expected', async (t) => {
  const { tools } = openBox(t);
  const peer = await tools.connect({ name: 'echo' });
  peer.digest();
  await peer.write('four');
  await assert.rejects(peer.expectEnd(), ({ got }: UnmetExpectation) => {
    assert.equal(got.en, 'only 4 bytes, and then the program just waits');
    return true;
  });
});
