// Tests waits that end by a deadline or a signal.
import assert from 'node:assert/strict';
import { getEventListeners, once } from 'node:events';
import net from 'node:net';
import { test } from 'node:test';
import { before, unlessAborted } from '../../src/stage/deadline.ts';
import { playSession } from '../../src/stage/session.ts';
import { openStage } from '../support/stage.ts';

const never = new Promise<never>(() => {});

test('what has come before a deadline counts, also where the process had no time to read it', async (t) => {
  const server = net.createServer().listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  const client = net.connect((server.address() as net.AddressInfo).port, '127.0.0.1');
  const [peer] = (await once(server, 'connection')) as [net.Socket];
  t.after(() => peer.destroy());
  await once(client, 'connect');
  const said = once(peer, 'data');
  const wait = before(said, 20);
  client.end('in time');
  const end = performance.now() + 60;
  while (performance.now() < end);
  assert.notEqual(await wait, 'deadline');
  assert.equal(await before(never, 1), 'deadline');
});

test('a promise settles as usual without a signal, or before it', async () => {
  const { signal } = new AbortController();
  assert.equal(await unlessAborted(Promise.resolve(1), signal), 1);
  assert.equal(await unlessAborted(Promise.resolve(1), undefined), 1);
  await assert.rejects(unlessAborted(Promise.reject(new Error('no')), signal), /no/);
});

test('a signal ends the wait, before it begins and during it', async () => {
  assert.equal(await unlessAborted(never, AbortSignal.abort()), 'aborted');
  const abort = new AbortController();
  const wait = unlessAborted(never, abort.signal);
  abort.abort();
  assert.equal(await wait, 'aborted');
});

test('a signal that outlives many sessions keeps no listeners of them', async () => {
  const { signal } = new AbortController();
  const stage = openStage();
  for (let run = 0; run < 3; run += 1) await playSession(stage, { clients: [], signal });
  assert.deepEqual(getEventListeners(signal, 'abort'), []);
});
