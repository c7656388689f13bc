// Tests when a flood that is only counted is slowed down.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FloodBrake } from '../../src/tour/flood-brake.ts';

test('a flood that is only counted waits for the next window, any other does not', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const seen: string[] = [];
  const page = { isFlooded: false };
  const brake = new FloodBrake(
    { pause: () => void seen.push('pause'), resume: () => void seen.push('resume') },
    page,
  );
  const touch = (times: number) => {
    for (let time = 0; time < times; time += 1) brake.touch();
  };
  touch(1000);
  assert.deepEqual(seen, []);
  page.isFlooded = true;
  touch(150);
  t.mock.timers.tick(50);
  touch(150);
  assert.deepEqual(seen, [], 'as many as can be counted');
  touch(150);
  assert.deepEqual(seen, ['pause']);
  t.mock.timers.tick(50);
  assert.deepEqual(seen, ['pause', 'resume']);
});
