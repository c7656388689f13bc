// Tests two tours at once: real processes, some of them killed.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../src/text/failure.ts';
import { withLock } from '../../src/workspace/lock.ts';
import { parseProgress } from '../../src/workspace/progress.ts';
import { openProgressFile } from '../../src/workspace/progress-file.ts';
import { unlessLong } from '../support/length.ts';
import { makeHome } from './course.ts';

const LOCK = '.progress.lock';

test('two tours at once lose none of each other’s changes', async (t) => {
  const root = path.join(makeHome(t), 'my-lessons');
  const tours = ['one', 'two'].map((name) => startProgram(t, 'updates.ts', root, name, '100'));
  for (const [code] of await Promise.all(tours.map((tour) => once(tour, 'exit')))) {
    assert.equal(code, 0);
  }
  const { lessons } = openProgressFile(root).read();
  assert.equal(lessons.shared?.step, 200);
  assert.equal(Object.keys(lessons.one?.hints ?? {}).length, 100);
  assert.equal(Object.keys(lessons.two?.hints ?? {}).length, 100);
  assert.deepEqual(readdirSync(root).sort(), [
    '.progress.json',
    'README.md',
    'package.json',
    'tsconfig.json',
  ]);
});

test('tours killed in the middle leave complete progress, and the next one works', {
  skip: unlessLong,
}, async (t) => {
  const root = path.join(makeHome(t), 'my-lessons');
  for (let round = 0; round < 8; round++) {
    const tour = startProgram(t, 'updates.ts', root, 'killed', '100000');
    // Each round is stopped after another number of changes; where in the next one is chance.
    await waitForLine(tour, String(round));
    tour.kill('SIGKILL');
    await once(tour, 'exit');
    const text = readFileSync(path.join(root, '.progress.json'), 'utf8');
    assert.equal(parseProgress(text).damage, null);
  }
  const file = openProgressFile(root);
  file.update((progress) => {
    progress.current = 'after';
  });
  assert.equal(file.read().current, 'after');
  assert.deepEqual(file.takeNotices(), []);
  assert.deepEqual(hiddenIn(root), ['.progress.json']);
});

test('the lock of a killed tour is broken at once', async (t) => {
  const root = path.join(makeHome(t), 'my-lessons');
  const tour = startProgram(t, 'holder.ts', root);
  await waitForLine(tour, 'held');
  tour.kill('SIGKILL');
  await once(tour, 'exit');
  assert.ok(isThere(path.join(root, LOCK)));
  const started = performance.now();
  openProgressFile(root).update((progress) => {
    progress.language = 'zh';
  });
  // A lock that nobody is known to hold is respected for 5 s.
  assert.ok(performance.now() - started < 4_500);
  assert.equal(openProgressFile(root).read().current, null);
  assert.deepEqual(hiddenIn(root), ['.progress.json']);
});

test('the lock of a living tour is respected until the deadline, which names the tour', async (t) => {
  const root = path.join(makeHome(t), 'my-lessons');
  const tour = startProgram(t, 'holder.ts', root);
  await waitForLine(tour, 'held');
  const started = performance.now();
  assert.throws(
    () => openProgressFile(root, { deadline: 200 }).update(() => {}),
    (error) => error instanceof Failure && error.message.includes(`process ${tour.pid}`),
  );
  // Without a deadline of its own, it would be 10 s.
  assert.ok(performance.now() - started < 9_500);
  tour.kill('SIGKILL');
  await once(tour, 'exit');
});

test('a lock without information on its tour is broken once it has not changed for long', (t) => {
  const root = makeHome(t);
  const lock = path.join(root, LOCK);
  const elsewhere = JSON.stringify({ pid: process.pid, place: 'elsewhere', token: 'x' });
  for (const text of ['', 'nonsense', elsewhere]) {
    writeFileSync(lock, text);
    const started = performance.now();
    assert.equal(
      withLock(lock, () => 'done', { stale: 100, deadline: 5_000 }),
      'done',
    );
    assert.ok(performance.now() - started >= 100);
    assert.equal(isThere(lock), false);
  }
  mkdirSync(lock);
  assert.equal(
    withLock(lock, () => 'done', { stale: 50, deadline: 5_000 }),
    'done',
  );
});

test('a tour that was killed while it broke a lock doesn’t block others', (t) => {
  const root = makeHome(t);
  const lock = path.join(root, LOCK);
  writeFileSync(lock, '');
  writeFileSync(`${lock}.break`, '');
  assert.equal(
    withLock(lock, () => 'done', { stale: 50, deadline: 5_000 }),
    'done',
  );
  assert.deepEqual(readdirSync(root), []);
});

test('a lock that was taken over meanwhile is not released', (t) => {
  const lock = path.join(makeHome(t), LOCK);
  withLock(lock, () => {
    rmSync(lock);
    writeFileSync(lock, 'another');
  });
  assert.equal(readFileSync(lock, 'utf8'), 'another');
});

test('the lock is released when the work throws', (t) => {
  const lock = path.join(makeHome(t), LOCK);
  assert.throws(() => withLock(lock, () => assert.fail('on purpose')));
  assert.equal(isThere(lock), false);
});

test('a change that changes nothing writes nothing', (t) => {
  const root = path.join(makeHome(t), 'my-lessons');
  const file = openProgressFile(root);
  file.update(() => {});
  const { ino } = statSync(path.join(root, '.progress.json'));
  file.update(() => {});
  assert.equal(statSync(path.join(root, '.progress.json')).ino, ino);
});

function startProgram(t: TestContext, name: string, ...given: string[]): ChildProcess {
  const program = fileURLToPath(new URL(`programs/${name}`, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...given], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  return child;
}

/** Waits until a program has printed a line, or fails when it ended before. */
async function waitForLine(child: ChildProcess, wanted: string): Promise<void> {
  assert.ok(child.stdout);
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === wanted) return;
  }
  assert.fail(`the program ended before it printed ${wanted}`);
}

function hiddenIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('.'));
}

/** Whether anything exists at a path; a lock is a link that leads nowhere. */
function isThere(place: string): boolean {
  return lstatSync(place, { throwIfNoEntry: false }) !== undefined;
}
