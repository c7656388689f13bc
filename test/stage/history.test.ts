// Of a flood only the latest events are kept, of the rest nearly all.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openHistory } from '../../src/stage/history.ts';
import type { Kind } from '../../src/stage/trace.ts';

const make = (at: number, kind: Kind, text?: string) => ({
  at,
  actor: 'server',
  kind,
  ...(text !== undefined && { text }),
});

describe('a history', () => {
  it('keeps what is little', () => {
    const history = openHistory();
    for (let at = 0; at < 1000; at += 1) history.add(make(at, 'stdout', 'line'));
    assert.equal(history.events.length, 1000);
    assert.equal(history.dropped, 0);
  });

  it('keeps the latest of a flood, and what happened beside it', () => {
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

  it('tells when it drops some', () => {
    let told = 0;
    const history = openHistory(() => {
      told += 1;
    });
    for (let at = 0; at < 20_000; at += 1) history.add(make(at, 'stdout', 'line'));
    assert.equal(told, 0);
    history.add(make(20_000, 'stdout', 'line'));
    assert.equal(told, 1);
  });

  it('is bounded for long lines too', () => {
    const history = openHistory();
    const text = 'x'.repeat(2 ** 20);
    for (let at = 0; at < 100; at += 1) history.add(make(at, 'stdout', text));
    assert.ok(history.events.length <= 4);
  });

  it('tells of long lines before it drops any', () => {
    let told = 0;
    const history = openHistory(() => {
      told += 1;
    });
    const text = 'x'.repeat(1024);
    for (let at = 0; at < 1023; at += 1) history.add(make(at, 'stderr', text));
    assert.equal(told, 0);
    history.add(make(1023, 'stderr', text));
    assert.equal(told, 1);
    for (let at = 1024; at < 4096; at += 1) history.add(make(at, 'stderr', text));
    assert.equal(told, 4);
    assert.equal(history.dropped, 0);
  });

  it('is bounded for whatever else comes in floods', () => {
    const history = openHistory();
    for (let at = 0; at < 250_000; at += 1) history.add(make(at, 'close'));
    assert.ok(history.events.length <= 100_000);
    assert.equal(history.events.length + history.dropped, 250_000);
  });
});
