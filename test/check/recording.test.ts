// Tests what is recorded of a check: the phase that decides, what was open before it, and not more than there is room for.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PEER, Recording } from '../../src/check/recording.ts';
import type { TapRecord } from '../../src/stage/trace/record.ts';
import type { TraceEvent } from '../../src/stage/trace/trace.ts';

/** How many of what comes in floods are kept. */
const KEPT = 2000;

function open() {
  const recording = new Recording();
  let t = 0;
  const take = (actor: string, record: Omit<TapRecord, 't'>) => {
    t += 1000;
    recording.take(actor, { t, ...record });
  };
  return { recording, take };
}

const tell = (events: readonly TraceEvent[]) =>
  events.map(({ actor, kind, connection = '' }) => `${actor} ${kind} ${connection}`.trim());

describe('a recording', () => {
  it('keeps the phase that fails first, and what was open when it began', async () => {
    const { recording, take } = open();
    take('server', { kind: 'start' });
    take('server', { kind: 'listening', local: '127.0.0.1:7000' });
    recording.begin();
    take(PEER, { kind: 'connect', connection: 5001 });
    take(PEER, { kind: 'write', connection: 5001, bytes: 5 });
    take(PEER, { kind: 'close', connection: 5001 });
    take(PEER, { kind: 'connect', connection: 5002 });
    await recording.end(true);
    recording.begin();
    take(PEER, { kind: 'write', connection: 5002, bytes: 5 });
    await recording.end(false);
    recording.begin();
    take(PEER, { kind: 'write', connection: 5003, bytes: 5 });
    await recording.end(false);
    const { phase, events, before, earlier, leftOut } = recording.decide();
    assert.deepEqual(tell(events), [
      'server start',
      'server listening',
      'peer connect 5002',
      'peer write 5002',
      'check verdict',
    ]);
    assert.deepEqual([phase, before, earlier, leftOut], [1, 3, 3, 0]);
  });

  it('puts records of several processes in order, however late they come', async () => {
    const { recording } = open();
    recording.begin();
    for (const [actor, t] of [
      ['server', 3],
      [PEER, 1],
      ['server', 4],
      [PEER, 2],
    ] as const) {
      recording.take(actor, { t: t * 1000, kind: 'write' });
    }
    await recording.end(false);
    const { events } = recording.decide();
    assert.deepEqual(
      events.slice(0, 4).map(({ actor, at }) => [actor, at]),
      [
        [PEER, 0],
        [PEER, 1],
        ['server', 2],
        ['server', 3],
      ],
    );
  });

  it('keeps the latest of a flood, all that is rare, and counts the rest', async () => {
    const { recording, take } = open();
    recording.begin();
    take(PEER, { kind: 'connect', connection: 5001 });
    for (let count = 0; count < 100_000; count += 1)
      take('server', { kind: 'stdout', text: `${count}` });
    await recording.end(false);
    const { events, leftOut } = recording.decide();
    assert.equal(events.length, KEPT + 2);
    assert.equal(leftOut, 100_000 - KEPT);
    assert.equal(events[0]?.kind, 'connect');
    assert.equal(events.at(-2)?.text, '99999');
  });

  it('passes on the phase that is watched, its context first, and the verdict last', async () => {
    const seen: TraceEvent[] = [];
    const begun: number[] = [];
    const watch = {
      phase: 1,
      restMs: 0,
      onBegin: (earlier: number) => void begun.push(earlier),
      onEvent: (event: TraceEvent) => void seen.push(event),
    };
    const recording = new Recording(watch);
    const now = process.hrtime.bigint();
    const take = (actor: string, kind: TapRecord['kind'], microseconds: number) =>
      recording.take(actor, { t: Number(now / 1000n) - 1e6 + microseconds, kind });
    recording.begin();
    take('server', 'start', 0);
    take(PEER, 'write', 1);
    await recording.end(true);
    assert.deepEqual(seen, []);
    recording.begin();
    assert.equal(recording.isWatched, true);
    take('server', 'write', 3);
    take(PEER, 'write', 2);
    await recording.end(false);
    assert.deepEqual(tell(seen), ['server start', 'peer write', 'server write', 'check verdict']);
    assert.deepEqual([begun, recording.isWatched], [[1], false]);
  });

  it('ends with the last phase where none failed', async () => {
    const { recording, take } = open();
    recording.begin();
    take(PEER, { kind: 'write' });
    await recording.end(true);
    assert.deepEqual(tell(recording.decide().events), ['peer write', 'check verdict']);
  });
});
