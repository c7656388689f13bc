// Tests single saves, and bursts of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSaveBurst } from '../../src/play/save-burst.ts';

/** A clock that is moved by hand, and a burst with it; `said` has the saves that may be followed. */
function open() {
  let now = 0;
  const burst = openSaveBurst(() => now);
  const said: number[] = [];
  return {
    said,
    move(ms: number) {
      now += ms;
    },
    save(number: number): Promise<void> {
      return burst.note().then(() => void said.push(number));
    },
  };
}

test('a single save is followed at once, however many there were before', async () => {
  const { said, move, save } = open();
  for (const number of [1, 2, 3]) {
    void save(number);
    await Promise.resolve();
    assert.equal(said.at(-1), number);
    move(120);
  }
});

test('saves in a burst are followed once none has come for 120 ms', async () => {
  const { said, move, save } = open();
  await save(1);
  move(100);
  const second = save(2);
  move(100);
  const third = save(3);
  // Real timers fire meanwhile, and find that it is too early.
  move(119);
  const fourth = save(4);
  assert.deepEqual(said, [1]);
  move(120);
  await Promise.all([second, third, fourth]);
  assert.deepEqual(said, [1, 2, 3, 4]);
  move(120);
  await save(5);
  assert.equal(said.at(-1), 5);
});
