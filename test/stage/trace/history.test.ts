// Tests that of a flood only the latest events are kept, of all others nearly all.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openHistory } from '../../../src/stage/trace/history.ts';
import type { Kind } from '../../../src/stage/trace/trace.ts';

const make = (at: number, kind: Kind, text?: string) => ({
  at,
  actor: 'server',
  kind,
  ...(text !== undefined && { text }),
});

describe('a history', () => {
  it('keeps everything while there is little', () => {
    const history = openHistory();
    for (let at = 0; at < 1000; at += 1) history.add(make(at, 'stdout', 'line'));
    assert.equal(history.events.length, 1000);
    assert.equal(history.dropped, 0);
  });

  it('keeps the latest of a flood, and all other events', () => {
    const history = openHistory();
    history.add(make(0, 'listening'));
    for (let at = 1; at <= 1_000_000; at += 1) history.add(make(at, 'stdout', 'line'));
    assert.ok(history.events.length <= 20_001);
    assert.equal(history.events.length + history.dropped, 1_000_001);
    assert.equal(history.events[0]?.kind, 'listening');
    assert.equal(history.events.at(-1)?.at, 1_000_000);
    const after = history.events.slice(1);
    assert.ok(after.every(({ at }, index) => at === 1_000_000 - after.length + 1 + index));
  });

  it('has what came after the first ones, whatever was dropped of a flood since', () => {
    const history = openHistory();
    for (let at = 0; at < 10; at += 1) history.add(make(at, 'connect'));
    for (let at = 10; at < 20; at += 1) history.add(make(at, 'stdout', 'early'));
    for (let at = 20; at < 100_000; at += 1) history.add(make(at, 'data'));
    history.add(make(100_000, 'close'));
    assert.ok(history.dropped > 0);
    const after = history.after(20);
    assert.ok(after.length > 1);
    assert.ok(after.every(({ at }) => at >= 20));
    assert.deepEqual(
      history.after(100_000).map(({ at }) => at),
      [100_000],
    );
    assert.deepEqual(history.after(100_001), []);
    assert.deepEqual(history.after(0), history.events);
  });

  it('is bounded for long lines too', () => {
    const history = openHistory();
    const text = 'x'.repeat(2 ** 20);
    for (let at = 0; at < 100; at += 1) history.add(make(at, 'stdout', text));
    assert.ok(history.events.length <= 4);
  });

  it('is bounded for other floods too', () => {
    const history = openHistory();
    for (let at = 0; at < 250_000; at += 1) history.add(make(at, 'close'));
    assert.ok(history.events.length <= 100_000);
    assert.equal(history.events.length + history.dropped, 250_000);
  });
});
