// Tests that records of several programs become the events of one timeline.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readClock } from '../../../src/stage/clock.ts';
import { openMerge } from '../../../src/stage/trace/merge.ts';
import type { TapRecord } from '../../../src/stage/trace/record.ts';
import type { TraceEvent } from '../../../src/stage/trace/trace.ts';

function open() {
  const events: TraceEvent[] = [];
  return { events, merge: openMerge((event) => events.push(event)) };
}

describe('a merge', () => {
  it('puts records on one timeline, in milliseconds since the first', async () => {
    const { events, merge } = open();
    const now = readClock();
    merge.push('client', { t: now + 1500, kind: 'stdout', text: 'second' });
    merge.push('server', { t: now, kind: 'start', text: 'server.ts', pid: 1 });
    merge.push('server', { t: now + 1500.6, kind: 'listening', local: '127.0.0.1:6969' });
    await merge.settled();
    assert.deepEqual(events, [
      { at: 0, actor: 'server', kind: 'start', text: 'server.ts', pid: 1 },
      { at: 1.5, actor: 'client', kind: 'stdout', text: 'second' },
      { at: 1.501, actor: 'server', kind: 'listening', local: '127.0.0.1:6969' },
    ]);
  });

  it('never runs back, even where a record was delayed', async () => {
    const { events, merge } = open();
    const now = readClock();
    merge.push('server', { t: now - 10_000, kind: 'stdout', text: 'first' });
    merge.push('server', { t: now, kind: 'stdout', text: 'second' });
    await merge.settled();
    merge.push('client', { t: now - 5000, kind: 'stdout', text: 'held up' });
    await merge.settled();
    assert.deepEqual(
      events.map(({ at, text }) => [at, text]),
      [
        [0, 'first'],
        [10, 'second'],
        [10, 'held up'],
      ],
    );
  });

  it('leaves out the fields by which it identifies connections', async () => {
    const { events, merge } = open();
    const push = (actor: string, record: Omit<TapRecord, 't'>) =>
      merge.push(actor, { t: readClock(), ...record });
    push('client', { kind: 'connect', remote: '/tmp/x', path: '/tmp/x', socket: 7 });
    await merge.settled();
    assert.deepEqual(events, [
      { at: 0, actor: 'client', kind: 'connect', remote: '/tmp/x', connection: 1 },
    ]);
  });

  it('passes on no events while it is paused', async () => {
    const { events, merge } = open();
    merge.pause();
    merge.push('server', { t: readClock(), kind: 'stdout', text: 'one' });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(events.length, 0);
    merge.resume();
    await merge.settled();
    assert.equal(events.length, 1);
  });
});
