// Tests that a hand-in is judged like a learner's copy, and that it neither ends the grader nor outlives it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { examineHandIn } from '../../src/play/hand-in.ts';
import { ROOT, TOUR } from '../support/command.ts';
import { few, unlessLong } from '../support/length.ts';
import {
  canFindProcesses,
  createMarker,
  findProcesses,
  MARKER,
  waitForNoProcess,
} from '../support/processes.ts';
import { makeFolder, runTour } from '../support/tour.ts';

type Test = { after(done: () => void): void };

const LESSON = '08-stream';
const COURSE = path.join(ROOT, 'lessons');
const FOLDER = readdirSync(COURSE).find((name) => name.startsWith(LESSON.slice(0, 2))) ?? LESSON;
const SOLUTION = path.join(COURSE, FOLDER, 'solution');

/** Lays out a hand-in without a package.json, whose program begins with `first`. */
function handIn(test: Test, first = ''): string {
  const root = path.join(makeFolder(test), 'hand-in');
  const folder = path.join(root, FOLDER);
  mkdirSync(folder, { recursive: true });
  const isProgram = (file: string) => /\.ts$/.test(file) && !/check\.ts$/.test(file);
  for (const from of [path.join(COURSE, FOLDER), SOLUTION]) {
    for (const name of readdirSync(from).filter(isProgram)) {
      cpSync(path.join(from, name), path.join(folder, name));
    }
  }
  const program = path.join(folder, 'server.ts');
  writeFileSync(program, `${first}\n${readFileSync(program, 'utf8')}`);
  return root;
}

async function check(root: string, environment: Record<string, string> = {}) {
  const words = ['check', FOLDER, '--dir', root, '--json'];
  const { code, stdout, stderr } = await runTour(words, { cwd: path.dirname(root), environment });
  const outcomes = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { verdict: string; story: string });
  return { code, stderr, outcomes, verdicts: outcomes.map(({ verdict }) => verdict) };
}

describe('a hand-in', () => {
  it('is ES modules without a package.json, and stays as it is', async (t) => {
    const root = handIn(t, 'await Promise.resolve();');
    const { code, verdicts, stderr, outcomes } = await check(root);
    assert.deepEqual([code, verdicts], [0, ['pass']], stderr + JSON.stringify(outcomes));
    assert.deepEqual(readdirSync(root), [FOLDER]);
  });

  it('is ES modules with a package.json that does not say so', async (t) => {
    const root = handIn(t, 'await Promise.resolve();');
    const text = '{ "name": "homework" }';
    writeFileSync(path.join(root, 'package.json'), text);
    assert.deepEqual((await check(root)).verdicts, ['pass']);
    assert.equal(readFileSync(path.join(root, 'package.json'), 'utf8'), text);
  });

  it('writes into a copy', async (t) => {
    const root = handIn(t, "import fs from 'node:fs'; fs.writeFileSync('left', 'text');");
    const before = readdirSync(path.join(root, FOLDER));
    assert.deepEqual((await check(root)).verdicts, ['pass']);
    assert.deepEqual(readdirSync(path.join(root, FOLDER)), before);
  });
});

// Most of the time these wait: for a judge that is dead, or for processes that end.
describe('the grader', { skip: process.platform === 'win32', concurrency: 3 }, () => {
  const attacks: [what: string, first: string][] = [
    ['its parent', "process.kill(process.ppid, 'SIGKILL');"],
    [
      "its parent's group",
      "try { process.kill(-process.ppid, 'SIGKILL'); } catch { process.kill(process.ppid, 'SIGKILL'); }",
    ],
    ['its own group', "process.kill(0, 'SIGKILL');"],
  ];
  for (const [what, first] of few(attacks, 3)) {
    it(`outlives a hand-in that kills ${what}, and gives it no pass`, async (t) => {
      const marker = createMarker();
      t.after(() => waitForNoProcess(marker));
      const { code, verdicts, stderr } = await check(handIn(t, first), { [MARKER]: marker });
      assert.equal(verdicts.length, 1, stderr);
      assert.notEqual(verdicts[0], 'pass');
      assert.ok(code === 1 || code === 3, String(code));
    });
  }

  it('leaves a judge that was stopped, and gives no pass', { skip: unlessLong }, async (t) => {
    const marker = createMarker();
    t.after(() => waitForNoProcess(marker));
    const root = handIn(t, "process.kill(process.ppid, 'SIGSTOP');");
    const directory = path.join(root, FOLDER);
    const handed = { folder: FOLDER, directory, root, lessons: [FOLDER] };
    const outcomes = await examineHandIn(handed, { silenceMs: 3000 });
    assert.deepEqual(
      outcomes.map(({ verdict }) => verdict),
      ['inconclusive'],
    );
  });

  it('takes a judge that was stopped with it when it is killed', {
    skip: !canFindProcesses || unlessLong,
  }, async (t) => {
    const marker = createMarker();
    const root = handIn(t, "process.kill(process.ppid, 'SIGSTOP');");
    const [command, ...words] = [...TOUR, 'check', FOLDER, '--dir', root];
    const grader = spawn(command as string, words, {
      cwd: path.dirname(root),
      env: { ...process.env, [MARKER]: marker },
      stdio: 'ignore',
    });
    await waitForStopped(marker);
    grader.kill('SIGKILL');
    await waitForNoProcess(marker, [], 30_000);
  });

  const children: [what: string, options: string][] = [
    ['detached children', "{ detached: true, stdio: 'ignore' }"],
    ['detached children without its environment', "{ detached: true, stdio: 'ignore', env: {} }"],
  ];
  for (const [what, options] of few(children, 2)) {
    it(`ends the ${what}`, { skip: process.platform !== 'linux' }, async (t) => {
      const seconds = String(100_000 + Math.floor(Math.random() * 1e6));
      const code = `import { spawn } from 'node:child_process';
for (let n = 0; n < 3; n += 1) spawn('/bin/sleep', ['${seconds}'], ${options}).unref();`;
      assert.deepEqual((await check(handIn(t, code))).verdicts, ['pass']);
      assert.deepEqual(findSleepers(seconds), []);
    });
  }

  it('ends children that forked twice', {
    skip: process.platform !== 'linux' || unlessLong,
  }, async (t) => {
    const seconds = String(100_000 + Math.floor(Math.random() * 1e6));
    const shell = `(setsid sleep ${seconds} >/dev/null 2>&1 &) &`;
    const code = `import { execSync } from 'node:child_process'; execSync('${shell}', { stdio: 'ignore' });`;
    assert.deepEqual((await check(handIn(t, code))).verdicts, ['pass']);
    assert.deepEqual(findSleepers(seconds), []);
  });
});

describe('a link that leads out of a hand-in', { skip: process.platform === 'win32' }, () => {
  it('is reported, and not followed, where it is the folder', async (t) => {
    const root = path.join(makeFolder(t), 'hand-in');
    mkdirSync(root);
    symlinkSync(SOLUTION, path.join(root, FOLDER));
    const { verdicts, outcomes, code } = await check(root);
    assert.deepEqual([verdicts, code], [['fail'], 1]);
    assert.match(outcomes[0]?.story ?? '', new RegExp(`${FOLDER} is a link`));
  });

  it('is reported, and not followed, where it is a file', async (t) => {
    const root = handIn(t);
    symlinkSync(path.join(SOLUTION, 'server.ts'), path.join(root, FOLDER, 'other.ts'));
    const { verdicts, outcomes } = await check(root);
    assert.deepEqual(verdicts, ['fail']);
    assert.match(outcomes[0]?.story ?? '', /other\.ts is a link/);
  });

  it('is allowed where it leads to a file of the hand-in', async (t) => {
    const root = handIn(t);
    appendFileSync(path.join(root, 'notes.txt'), 'text');
    symlinkSync('../notes.txt', path.join(root, FOLDER, 'notes.txt'));
    assert.deepEqual((await check(root)).verdicts, ['pass']);
  });
});

/** Settles when one of the processes with the marker has been stopped; the test's own deadline is that of the wait. */
async function waitForStopped(marker: string): Promise<void> {
  const isStopped = ({ pid }: { pid: number }) => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')')).startsWith(') T');
  };
  for (;;) {
    try {
      if (findProcesses(marker).some(isStopped)) return;
    } catch {
      // It has ended in between.
    }
    await pause(20);
  }
}

/** The processes that sleep for this many seconds. */
function findSleepers(seconds: string): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(seconds);
    } catch {
      return false;
    }
  });
}
