// Tests the inbox of a peer, also with many bytes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openInbox } from '../../src/check/inbox.ts';
import { openBox } from './tools-on-fixtures.ts';

function fill(...chunks: string[]) {
  const inbox = openInbox();
  for (const chunk of chunks) inbox.add(Buffer.from(chunk));
  return inbox;
}

test('bytes are taken from the front, across chunks', () => {
  const inbox = fill('one', 'two', 'three');
  assert.equal(inbox.take(4).toString(), 'onet');
  inbox.add(Buffer.from('!'));
  assert.equal(inbox.length, 8);
  assert.equal(inbox.peek().toString(), 'wothree!');
  assert.equal(inbox.take(100).toString(), 'wothree!');
  assert.equal(inbox.length, 0);
  assert.equal(inbox.take(1).length, 0);
});

test('a byte is found in any chunk', () => {
  const inbox = fill('on', 'e\ntw', 'o\n');
  assert.equal(inbox.indexOf(10), 3);
  inbox.take(4);
  assert.equal(inbox.indexOf(10), 3);
  inbox.take(4);
  assert.equal(inbox.indexOf(10), -1);
});

test('bytes match as far as both go, from the offset asked for', () => {
  const wanted = Buffer.from('onetwothree');
  assert.ok(fill('one', 'tw').matches(wanted, 0));
  assert.ok(fill('one', 'twothree', 'four').matches(wanted, 0));
  assert.ok(!fill('one', 'tvo').matches(wanted, 0));
  assert.ok(!fill('one', 'tvo').matches(wanted, 4));
  assert.ok(fill('one', 'tvo').matches(wanted, 5));
  assert.ok(!fill('one', 'two', 'thrae').matches(wanted, 6));
  assert.ok(fill('one').matches(wanted, 3));
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
  assert.ok(copied <= 3 * bytes.length, `${copied} bytes were copied`);
});
