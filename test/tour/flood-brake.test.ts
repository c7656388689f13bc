// Tests when a flood is slowed down.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Exit, Program } from '../../src/stage/program.ts';
import { FloodBrake, openBrakedStage } from '../../src/tour/flood-brake.ts';

test('a flood waits for the next window, any other does not', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const seen: string[] = [];
  const page = { isRushing: false, isFlooded: false };
  const program = { exit: null as Exit | null };
  const brake = new FloodBrake(
    {
      pause: () => void seen.push('pause'),
      resume: () => void seen.push('resume'),
      programs: [program as Program],
    },
    page,
  );
  const touch = (times: number) => {
    for (let time = 0; time < times; time += 1) brake.touch();
  };
  touch(1000);
  assert.deepEqual(seen, []);
  page.isRushing = true;
  touch(900);
  t.mock.timers.tick(50);
  assert.deepEqual(seen, [], 'as many as while some are shown');
  touch(1100);
  assert.deepEqual(seen, ['pause']);
  t.mock.timers.tick(50);
  assert.deepEqual(seen, ['pause', 'resume']);

  seen.length = 0;
  page.isFlooded = true;
  touch(150);
  t.mock.timers.tick(50);
  touch(150);
  assert.deepEqual(seen, [], 'as many as can be counted');
  touch(150);
  assert.deepEqual(seen, ['pause']);
  t.mock.timers.tick(50);
  assert.deepEqual(seen, ['pause', 'resume']);

  seen.length = 0;
  touch(250);
  assert.deepEqual(seen, ['pause']);
  brake.release(true);
  assert.deepEqual(seen, ['pause', 'resume'], 'at once');
  touch(600);
  t.mock.timers.tick(50);
  brake.release(false);
  assert.deepEqual(seen, ['pause', 'resume']);
  touch(250);
  assert.deepEqual(seen, ['pause', 'resume', 'pause']);
  t.mock.timers.tick(50);

  seen.length = 0;
  program.exit = { code: null, signal: 'SIGTERM' };
  touch(600);
  assert.deepEqual(seen, [], 'what a program leaves behind comes to an end by itself');
});

test('a stage is paused by its own events, and passes all of them on in the end', async (t) => {
  let passed = 0;
  const onEvent = () => {
    passed += 1;
  };
  const { stage } = openBrakedStage({ onEvent }, { isRushing: true, isFlooded: true });
  const pause = t.mock.method(stage, 'pause');
  for (let line = 0; line < 500; line += 1) {
    stage.record('server', { t: line, kind: 'stdout', text: 'line' });
  }
  await stage.settled();
  assert.equal(passed, 500);
  assert.ok(pause.mock.callCount() > 0);
});
