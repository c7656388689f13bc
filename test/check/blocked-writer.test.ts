// Tests that a program whose writes have no reader counts as quiet, and that others don't.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { untilBlocked } from '../../src/check/blocked-writer.ts';
import type { Tools } from '../../src/check/tools.ts';
import { openBox } from './tools-on-fixtures.ts';

const poured = ({ server }: Tools) => server({ name: 'pours' });

test('a program is quiet when its writes wait for a reader, and not before', async (t) => {
  const { tools } = openBox(t);
  const subject = await poured(tools);
  await tools.connect({ name: 'pours', isPaused: true });
  assert.equal(await untilBlocked(subject), 'quiet');
  const written = subject.records.find(({ kind }) => kind === 'write');
  assert.equal(written?.bytes, 16 * 2 ** 20);
  const resources = await subject.resources();
  assert.ok(
    resources?.some((name) => name.endsWith('WriteWrap')),
    String(resources),
  );
});

test('no program is quiet while something else is in flight', async (t) => {
  const { tools } = openBox(t);
  const subject = await poured(tools);
  let count = 0;
  const readMore = () => {
    count += 1;
    return count;
  };
  assert.equal(await untilBlocked(subject, { ms: 500, readMore }), 'deadline');
});

test('the wait ends early when the caller has seen enough, or the program has ended', async (t) => {
  const { tools } = openBox(t);
  const subject = await poured(tools);
  assert.equal(await untilBlocked(subject, { isEnough: () => true }), 'enough');
  await subject.stop();
  assert.equal(await untilBlocked(subject), 'ended');
});

test('a program that answers no question is stuck', async (t) => {
  const { tools } = openBox(t);
  const peer = await tools.connect({ name: 'stuck' });
  const subject = await tools.server({ name: 'stuck' });
  await peer.write('x');
  assert.equal(await untilBlocked(subject), 'stuck');
});
