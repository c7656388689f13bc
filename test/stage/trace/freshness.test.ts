// Tests that no state is told of which nobody knows whether it came before an event, or after it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFreshness } from '../../../src/stage/trace/freshness.ts';
import { openMerge } from '../../../src/stage/trace/merge.ts';
import type { TapRecord } from '../../../src/stage/trace/record.ts';
import type { TraceEvent } from '../../../src/stage/trace/trace.ts';

function state(since: number, t: number, rest: Partial<TapRecord> = {}): TapRecord {
  return { t, since, kind: 'state', state: 'ESTABLISHED', connection: 50123, ...rest };
}

/** Whether a state is told after a record of this kind, which came between question and answer. */
function isTold(actor: string, kind: TapRecord['kind'], rest: Partial<TapRecord>): boolean {
  const isFresh = createFreshness();
  isFresh(actor, { t: 15, kind, ...rest });
  return isFresh('server', state(10, 20)) && isFresh('server', state(16, 20));
}

describe('a state', () => {
  it('is not told where its connection changed between question and answer', () => {
    for (const kind of [
      'connect',
      'connection',
      'end',
      'fin',
      'destroy',
      'reset',
      'close',
    ] as const) {
      assert.ok(!isTold('client', kind, { connection: 50123 }), kind);
      assert.ok(isTold('client', kind, { connection: 50124 }), kind);
    }
    assert.ok(!isTold('proxy', 'end', { connection: 1, through: 50123 }));
  });

  it('is told where only bytes went to and fro', () => {
    for (const kind of ['write', 'data', 'arrived', 'drain'] as const) {
      assert.ok(isTold('client', kind, { connection: 50123 }), kind);
    }
  });

  it('is not told of a program that ended meanwhile, nor of a server that closed', () => {
    assert.ok(!isTold('server', 'exit', {}));
    assert.ok(isTold('client', 'exit', {}));
    const isFresh = createFreshness();
    isFresh('server', { t: 15, kind: 'closing', local: '127.0.0.1:7000' });
    const { connection: _, ...listening } = state(10, 20, { local: '127.0.0.1:7000' });
    assert.ok(!isFresh('server', listening));
    assert.ok(isFresh('server', { ...listening, since: 16 }));
  });

  it('is left out of the trace then', async () => {
    const events: TraceEvent[] = [];
    const merge = openMerge((each) => events.push(each));
    merge.push('client', { t: 15, kind: 'end', connection: 50123 });
    merge.push('client', state(10, 20));
    merge.push('client', state(30, 40));
    merge.flush();
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ['end', 'state'],
    );
    assert.ok(events.every((each) => !('since' in each)));
  });
});
