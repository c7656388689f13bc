// Tests that records of several channels come out in the order of the clock, and no channel fills the memory.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { readClock } from '../../../src/stage/clock.ts';
import { Order } from '../../../src/stage/trace/order.ts';
import type { Timed } from '../../../src/stage/trace/queue.ts';

interface Entry extends Timed {
  name: string;
}

function open(holdMs = 0) {
  const names: string[] = [];
  const order = new Order<Entry, string>(({ name }, tag) => names.push(tag + name), holdMs);
  return { order, names };
}

/** A source that knows whether it may be read. */
function createSource() {
  const source = {
    isPaused: false,
    pause: () => {
      source.isPaused = true;
    },
    resume: () => {
      source.isPaused = false;
    },
  };
  return source;
}

const text = 'x'.repeat(2 ** 17);
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('an order', () => {
  it('sorts the records of its channels by time', async () => {
    const { order, names } = open(1);
    const [a, b] = [order.open('a'), order.open('b')];
    const now = readClock();
    for (const t of [1, 4, 5]) a.push({ t: now + t, name: `${t}` });
    for (const t of [2, 3, 6]) b.push({ t: now + t, name: `${t}` });
    await order.settled();
    assert.deepEqual(names, ['a1', 'b2', 'b3', 'a4', 'a5', 'b6']);
  });

  it('keeps the order within a channel, whatever the times say', async () => {
    const { order, names } = open(1);
    const channel = order.open('a');
    const now = readClock();
    for (const t of [2, 1, 3]) channel.push({ t: now + t, name: `${t}` });
    await order.settled();
    assert.deepEqual(names, ['a2', 'a1', 'a3']);
  });

  it('passes on nothing later than a record that has begun', async () => {
    const { order, names } = open(1);
    const [a, b] = [order.open('a'), order.open('b')];
    const now = readClock();
    a.push({ t: now, name: '1' });
    a.hold(true);
    b.push({ t: now + 2, name: '2' });
    const settled = order.settled();
    // Far longer than the previous record is held.
    for (let turns = 0; turns < 20; turns += 1) await wait(1);
    assert.deepEqual(names, ['a1']);
    a.push({ t: now + 1, name: '1.5' });
    a.hold(false);
    await settled;
    assert.deepEqual(names, ['a1', 'a1.5', 'b2']);
  });

  it('waits for what was written before and is read only now', async () => {
    const { order, names } = open();
    const [a, b] = [order.open('a'), order.open('b')];
    const now = readClock();
    a.push({ t: now, name: '' });
    // The first turn reads the clock; what arrives until the second was written before.
    await nextTurn();
    assert.deepEqual(names, []);
    b.push({ t: now - 1, name: '' });
    await order.settled();
    assert.deepEqual(names, ['b', 'a']);
  });

  it('holds a record for as long as asked', async () => {
    const { order, names } = open(40);
    const start = performance.now();
    order.open('a').push({ t: readClock(), name: '' });
    await order.settled();
    assert.ok(performance.now() - start >= 40);
    assert.deepEqual(names, ['a']);
  });

  it('makes a full channel wait, and resumes reading when there is room', async () => {
    const { order, names } = open();
    const source = createSource();
    const channel = order.open('a', source);
    while (!source.isPaused) channel.push({ t: readClock(), name: '', text });
    assert.ok(names.length === 0);
    await order.settled();
    assert.equal(names.length, 4);
    assert.equal(source.isPaused, false);
  });

  it('passes on nothing later than what a full channel may still hold', async () => {
    const { order, names } = open();
    const source = createSource();
    const [full, other] = [order.open('full', source), order.open('other')];
    const now = readClock();
    for (let t = -10; !source.isPaused; t += 1) full.push({ t: now + t, name: '', text });
    other.push({ t: now - 8, name: '' });
    other.push({ t: now - 1, name: '' });
    source.resume = () => {
      source.isPaused = false;
      full.push({ t: now - 2, name: ' late' });
    };
    await order.settled();
    assert.deepEqual(names, ['full', 'full', 'full', 'other', 'full', 'full late', 'other']);
  });

  it('passes on nothing while it is paused', async () => {
    const { order, names } = open();
    const source = createSource();
    const channel = order.open('a', source);
    order.pause();
    while (!source.isPaused) channel.push({ t: readClock(), name: '', text });
    for (let turn = 0; turn < 5; turn += 1) await nextTurn();
    assert.deepEqual(names, []);
    assert.equal(source.isPaused, true);
    order.resume();
    await order.settled();
    assert.equal(names.length, 4);
  });

  it('stops soon where it is paused by what it passes on, and a flush does not', async () => {
    let count = 0;
    const order: Order<Timed, null> = new Order(() => {
      count += 1;
      if (count === 10) order.pause();
    }, 0);
    const channel = order.open(null);
    const now = readClock();
    for (let index = 0; index < 500; index += 1) channel.push({ t: now });
    for (let turn = 0; turn < 5; turn += 1) await nextTurn();
    assert.ok(count >= 10 && count < 50, `${count} passed`);
    order.flush();
    assert.equal(count, 500);
  });

  it('reads what is left of an unbounded channel at once', () => {
    const { order } = open();
    const source = createSource();
    const channel = order.open('a', source);
    order.pause();
    while (!source.isPaused) channel.push({ t: readClock(), name: '', text });
    channel.lift();
    assert.equal(source.isPaused, false);
    channel.push({ t: readClock(), name: '', text });
    assert.equal(source.isPaused, false);
  });

  it('lets other work run where records take long', async () => {
    const taken: number[] = [];
    const takeLong = () => {
      const end = performance.now() + 1;
      while (performance.now() < end);
      taken.push(turns);
    };
    let turns = 0;
    const order = new Order<{ t: number }, string>(takeLong, 0);
    const channel = order.open('a');
    const now = readClock();
    for (let index = 0; index < 200; index += 1) channel.push({ t: now });
    for (; taken.length < 200; turns += 1) await nextTurn();
    assert.ok(new Set(taken).size >= 5, `handed on in ${new Set(taken).size} turns`);
  });

  it('flushes what it holds', () => {
    const { order, names } = open(1000);
    const source = createSource();
    const channel = order.open('a', source);
    order.pause();
    while (!source.isPaused) channel.push({ t: readClock(), name: '', text });
    order.flush();
    assert.equal(names.length, 4);
  });

  it('is settled where it holds nothing', async () => {
    const { order } = open();
    await order.settled();
  });
});
