// Tests the verdicts of `check` on machines that lack something: never a fail, and a reason in words.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { ROOT, TOUR } from '../support/command.ts';
import { unlessLong } from '../support/length.ts';
import { makeFolder } from '../support/tour.ts';

type Test = { after(done: () => void): void };

const LESSON = '02-server-callback';
/** Any id but root's: a limit of processes does not hold for root, and counts all processes of its user. */
const NOBODY = 65_534;
const ANOTHER = 65_533;
const as = (user: number) => `setpriv --reuid=${user} --regid=${user} --clear-groups`;
const AS_NOBODY = as(NOBODY);
/** The words for other commands that start one, each with what the machine has to be able to do. */
const works = (command: string) => spawnSync('sh', ['-c', `${command} true`]).status === 0;
const canReadAsNobody = spawnSync('sh', ['-c', `${AS_NOBODY} test -r ${TOUR.at(-1)}`]).status === 0;

/** Checks the course's own solution below the shell command \`before\`; resolves to the exit code and what was said. */
function check(
  test: Test,
  before: string,
  environment: Record<string, string> = {},
  words = LESSON,
) {
  const cwd = makeFolder(test);
  chmodSync(cwd, 0o777);
  const folder =
    words === '--all' ? path.join(ROOT, 'lessons') : path.join(ROOT, 'lessons', words, 'solution');
  const line = [before, ...TOUR, 'check', words, '--dir', folder, '--json'].join(' ');
  const child = spawn('sh', ['-c', line], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: cwd, TMPDIR: cwd, LANG: 'C.UTF-8', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  return new Promise<{ code: number | null; said: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, said }));
  });
}

function assertInconclusive({ code, said }: { code: number | null; said: string }, words: RegExp) {
  assert.doesNotMatch(said, /"verdict":"(?:fail|pass)"|bug of the tour/);
  assert.match(said, /"verdict":"inconclusive"/);
  assert.match(said, words);
  assert.equal(code, 3, said);
}

// Each waits most of its time, for what never comes.
describe('check', { skip: process.platform !== 'linux', concurrency: 3 }, () => {
  it('decides nothing without a loopback interface', { skip: !works('unshare -rn') }, async (t) => {
    assertInconclusive(await check(t, 'unshare -rn'), /loopback interface/);
  });

  it('decides nothing without processes', { skip: !canReadAsNobody || unlessLong }, async (t) => {
    // Each program of each check hangs as it loads: one check is enough.
    const checked = check(t, `${AS_NOBODY} prlimit --nproc=30`, {}, '13-closing');
    assertInconclusive(await checked, /no more processes/);
  });

  it('decides nothing without a temporary folder', async (t) => {
    assertInconclusive(await check(t, '', { TMPDIR: '/missing' }), /TMPDIR/);
  });

  it('decides nothing with one that cannot be written', { skip: !canReadAsNobody }, async (t) => {
    const folder = path.join(makeFolder(t), 'read-only');
    mkdirSync(folder, { mode: 0o555 });
    chmodSync(path.dirname(folder), 0o755);
    assertInconclusive(await check(t, as(ANOTHER), { TMPDIR: folder }), /TMPDIR/);
  });
});
