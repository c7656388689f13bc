// Tests the inbox of a peer, also with many bytes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Inbox } from '../../src/check/intake.ts';
import { openBox } from './tools-on-fixtures.ts';

function fill(...chunks: string[]) {
  const inbox = new Inbox();
  for (const chunk of chunks) inbox.add(Buffer.from(chunk));
  return inbox;
}

test('bytes are taken from the front, across chunks', () => {
  const inbox = fill('one', 'two', 'three');
  assert.equal(inbox.take(4).toString(), 'onet');
  inbox.add(Buffer.from('!'));
  assert.equal(inbox.bytes.length, 8);
  assert.equal(inbox.bytes.toString(), 'wothree!');
  assert.equal(inbox.take(100).toString(), 'wothree!');
  assert.equal(inbox.bytes.length, 0);
  assert.equal(inbox.take(1).length, 0);
});

test('what was seen or taken stays as it was when more comes', () => {
  const inbox = fill('one');
  const seen = inbox.bytes;
  const taken = inbox.take(2);
  for (let count = 0; count < 100; count += 1) inbox.add(Buffer.from('two'));
  assert.equal(`${seen} ${taken}`, 'one on');
  assert.equal(inbox.bytes.toString(), `e${'two'.repeat(100)}`);
});

test('bytes and lines are found across chunks, and the first wrong byte ends a wait', async (t) => {
  const { tools } = openBox(t);
  const peer = await tools.connect({ name: 'echo' });
  await peer.writePieces(['on', 'e\ntw', 'o\n', 'thr', 'ee']);
  assert.equal(await peer.expectLine(), 'one');
  await peer.expect('two');
  assert.equal(await peer.expectLine(), '');
  await peer.expect('three');
  await peer.writePieces(['on', 'x']);
  const begun = performance.now();
  await assert.rejects(peer.expect('one two three', 60_000), { name: 'Unmet' });
  assert.ok(performance.now() - begun < 30_000);
});

test('16 MiB can be expected without copying them at each chunk', async (t) => {
  const { tools } = openBox(t);
  const bytes = Buffer.alloc(2 ** 24, 'x');
  const concat = Buffer.concat;
  let copied = 0;
  t.mock.method(Buffer, 'concat', (list: Uint8Array[], length?: number) => {
    const joined = concat(list, length);
    copied += joined.length;
    return joined;
  });
  const peer = await tools.connect({ name: 'echo' });
  await peer.write(bytes);
  await peer.expect(bytes.subarray(1), 30_000);
  peer.end();
  assert.equal((await peer.expectEnd()).toString(), 'x');
  assert.ok(copied <= 4 * bytes.length, `${copied} bytes were copied`);
});

test('a digest has what came before it was opened, and was not expected', async (t) => {
  const { tools } = openBox(t);
  const peer = await tools.connect({ name: 'echo' });
  await peer.write('one two');
  await peer.expect('one');
  await peer.write(' three');
  // Each byte is back, and nobody has asked for it.
  while (peer.pending.length < ' two three'.length) await new Promise(setImmediate);
  const digest = peer.digest();
  assert.equal(digest.first.toString(), ' two three');
  assert.equal(peer.pending.length, 0);
});
