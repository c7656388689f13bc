// Tests kills at any moment, in any way: no process, no taken port, and no changed byte of the learner's is left.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { findFreePort } from '../../src/stage/free-port.ts';
import { tryListening } from '../../src/stage/loopback.ts';
import { parseProgress } from '../../src/workspace/progress.ts';
import { canFindProcesses, waitForNoProcess } from '../support/processes.ts';
import { findRunner, openTour, type Tour, UNDER_SHELL } from '../tour/in-terminal/tour.ts';
import { forEachSeed, planRuns } from './plan.ts';
import { openRandom, type Random } from './random.ts';

const plan = planRuns(4, 100);
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const;
const WAYS = [...SIGNALS, 'the terminal closed'] as const;
/** Keys that a learner may press, without those that end the tour. */
const TYPED = ['enter', 'enter', 'enter', 'r', 'w', 'b', '?', 'c', 'h'];
const LESSONS = ['2', '4', '5'];
/** How long a port may stay taken, in ms, and how often to look. */
const PORT_MS = 60_000;
const LOOK_MS = 10;

test(`${plan.runs} tours killed at a random moment leave nothing behind`, {
  skip: !canFindProcesses,
}, async (t) => {
  const count = new Map<string, number>();
  await forEachSeed(plan, async (seed) => {
    const random = openRandom(seed);
    const way = random.pick(WAYS);
    count.set(way, (count.get(way) ?? 0) + 1);
    await t.test(`seed ${seed}: ${way}`, (each) => killOne(each, random, way));
  });
  const figures = [...count].map(([way, kills]) => `${kills} × ${way}`).join(', ');
  console.log(`  ${plan.runs} kills: ${figures}; 0 processes left, 0 ports taken, 0 bytes changed`);
});

async function killOne(t: TestContext, random: Random, way: (typeof WAYS)[number]): Promise<void> {
  const port = await findFreePort();
  const isClosed = way === 'the terminal closed';
  const lesson = random.pick(LESSONS);
  const tour = openTour(t, ['walk', lesson], {
    ...(isClosed ? {} : UNDER_SHELL),
    environment: { PORT: String(port) },
  });
  await tour.waitFor(/Enter: |Your guess/, { what: 'the first step', ms: 60_000 });
  const written = writeOwn(tour);
  await play(tour, random);
  const runner = findRunner(tour);
  if (isClosed) {
    tour.close();
    await tour.exited;
  } else process.kill(runner, way);
  await waitForNoProcess(tour.marker, isClosed ? [] : [tour.pid]);
  await waitForPort(port);
  for (const [file, hash] of written) assert.equal(hashFile(file), hash, file);
  const progress = tour.mine('.progress.json');
  if (existsSync(progress)) {
    assert.equal(parseProgress(readFileSync(progress, 'utf8')).damage, null);
  }
  if (!isClosed) await checkTerminal(tour);
}

/** The learner's folder: a program of their own, and one of the lesson's with a line added. */
function writeOwn(tour: Tour): Map<string, string> {
  const lessons = readdirSync(tour.mine()).filter((name) => /^\d/.test(name));
  const files = lessons.flatMap((lesson) => {
    const own = tour.mine(lesson, 'mine.ts');
    mkdirSync(path.dirname(own), { recursive: true });
    writeFileSync(own, '// mine\n'.repeat(1000));
    const server = tour.mine(lesson, 'server.ts');
    writeFileSync(server, `${readFileSync(server, 'utf8')}// mine too\n`);
    return [own, server];
  });
  assert.ok(files.length > 0);
  return new Map(files.map((file) => [file, hashFile(file)]));
}

/** Presses a few keys, each after something was drawn, and stops in the middle of what the last one draws. */
async function play(tour: Tour, random: Random): Promise<void> {
  for (let keys = random.int(0, 12); keys > 0; keys -= 1) {
    const length = tour.output.length;
    tour.press(random.pick(TYPED));
    // The moment of the kill: after this many characters of output, or after a short time without any.
    const more = random.int(1, 400);
    await tour
      .waitFor(() => tour.output.length >= length + more, {
        what: 'more',
        ms: random.int(50, 1500),
      })
      .catch(() => {});
  }
}

/** Waits until a server can listen where the killed tour's did: the system frees a process's ports after its end. */
async function waitForPort(port: number): Promise<void> {
  const end = performance.now() + PORT_MS;
  while ((await tryListening(port, '127.0.0.1')) !== null) {
    assert.ok(performance.now() < end, `port ${port} is still taken after ${PORT_MS} ms`);
    await pause(LOOK_MS);
  }
}

function hashFile(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** Checks that only the shell is left, and that its terminal is as a shell needs it. */
async function checkTerminal(tour: Tour): Promise<void> {
  await tour.waitFor(/^exit code \d+$/m, { what: 'the end', scrollback: true });
  tour.press('hello', 'enter');
  const shown = (await tour.waitFor(/^end$/m, { what: 'the mode' })).join('\n');
  // A key that the tour had not read yet is the shell's now.
  assert.match(tour.output, /typed [^\n]*hello\r*\n/);
  for (const mode of ['icanon', 'echo', 'isig', 'icrnl', 'opost', 'iexten']) {
    assert.match(shown, new RegExp(`(?<![-\\w])${mode}(?!\\w)`), mode);
  }
  // The last change of paste marks and of the cursor has to be the shell's.
  for (const [on, off] of [
    ['\u001b[?2004l', '\u001b[?2004h'],
    ['\u001b[?25h', '\u001b[?25l'],
  ] as const) {
    const isLast = tour.output.lastIndexOf(on) >= tour.output.lastIndexOf(off);
    assert.ok(isLast, `${JSON.stringify(off)} stays: ${JSON.stringify(tour.output.slice(-2000))}`);
  }
}
