import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foldEvents } from '../../../src/screen/picture/fold.ts';
import type { TraceEvent } from '../../../src/stage/trace/trace.ts';
import { event, output } from '../events.ts';

function fold(events: readonly TraceEvent[]) {
  return foldEvents(events, [...events.keys()]);
}

/** The number of events that the items tell of, drawn or counted. */
function countAll(items: ReturnType<typeof fold>): number {
  return items.reduce((sum, item) => {
    if (item.kind === 'event') return sum + 1;
    if (item.kind === 'gap') return sum;
    return sum + [...item.counts.values()].reduce((all, count) => all + count, 0);
  }, 0);
}

describe('foldEvents', () => {
  it('draws all events of a short run', () => {
    const events = [event('server', 'start'), output('server', 'a'), event('server', 'exit')];
    assert.deepEqual(
      fold(events).map(({ kind }) => kind),
      ['event', 'event', 'event'],
    );
  });

  it('tells a silence', () => {
    const events = [output('server', 'a', 0), output('server', 'b', 1500)];
    assert.deepEqual(fold(events)[1], { kind: 'gap', ms: 1500 });
  });

  it('counts what repeats between its beginning and its end, of several actors in turn', () => {
    const one = [event('server', 'write', { bytes: 1 }), event('client', 'data', { bytes: 1 })];
    const items = fold(Array.from({ length: 1000 }, () => one).flat());
    assert.ok(items.length < 40, `${items.length} rows`);
    assert.equal(countAll(items), 2000);
    assert.ok(items.some((item) => item.kind === 'left' && item.counts.get('write') === 989));
  });

  it('cuts the middle of a run with very many different events', () => {
    const events = Array.from({ length: 2000 }, (_, connection) =>
      event('server', 'connection', { connection }),
    );
    const items = fold(events);
    assert.ok(items.length <= 241, `${items.length} rows`);
    assert.equal(countAll(items), 2000);
  });
});
