// Tests what the throttle lets pass of a flood that is slow, as on a busy machine.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Throttle } from '../../src/tour/throttle.ts';

/** A throttle on a clock that only the test moves, and how often it began only to count. */
function open(t: { mock: { timers: { enable(options: { apis: ['setTimeout'] }): void } } }) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const seen = { floods: 0 };
  const onFlood = () => {
    seen.floods += 1;
  };
  return { seen, throttle: new Throttle({ onLeftOut: () => {}, onFlood }) };
}

test('a slow flood counts as one, also where the program has just paused, and does not wash away what else is printed', (t) => {
  const { seen, throttle } = open(t);
  const pass = (lines: number) => {
    throttle.admit(Array<string>(lines).fill('row'), false, true);
    t.mock.timers.tick(100);
  };
  for (let window = 0; window < 6; window += 1) pass(60);
  pass(0);
  throttle.spare();
  assert.equal(seen.floods, 1);
  assert.deepEqual(throttle.admit(['row'], false, true), []);
});

test('a flood that is over, and lines as few as can be read, do not count', (t) => {
  const { seen, throttle } = open(t);
  const pass = (lines: number) => {
    throttle.admit(Array<string>(lines).fill('row'), false, true);
    t.mock.timers.tick(100);
  };
  for (let window = 0; window < 10; window += 1) pass(20);
  throttle.spare();
  for (let window = 0; window < 6; window += 1) pass(60);
  for (let window = 0; window < 3; window += 1) pass(0);
  throttle.spare();
  assert.equal(seen.floods, 0);
});

test('rows rush once a flood has gone on for half a second, and no longer than it does', (t) => {
  const { throttle } = open(t);
  const pass = (lines: number) => {
    throttle.admit(Array<string>(lines).fill('row'), false, true);
    t.mock.timers.tick(100);
    return throttle.isRushing;
  };
  const rushes = Array.from({ length: 6 }, () => pass(60));
  assert.deepEqual(rushes, [false, false, false, false, true, true]);
  assert.equal(pass(0), true, 'one calm window is no end');
  assert.equal(pass(0), false);
});
