// Tests where tsx keeps compiled code, and that a program notices nothing of it.
import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { makeFolder, runTour } from '../support/tour.ts';

const UID = process.getuid?.() ?? 0;
// An enum has to be compiled; its number differs, so no cache has it yet.
const PROGRAM = (word: string) => `enum Word { ${word} = '${word}' }
console.log(Word.${word}, JSON.stringify([process.env.TMPDIR, process.env.TSX_DISABLE_CACHE]));
`;

describe('the cache of tsx', { skip: process.platform === 'win32' }, () => {
  let home = '';
  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'cache-test-'));
  });
  afterEach(() => {
    chmodSync(home, 0o700);
    rmSync(home, { recursive: true, force: true });
  });

  async function runProgram(test: { after(done: () => void): void }, TMPDIR: string) {
    const cwd = makeFolder(test);
    writeFileSync(path.join(cwd, 'program.ts'), PROGRAM(`w${Date.now()}`));
    const outcome = await runTour(['run', 'program.ts', '--for', '60'], {
      cwd,
      environment: { TMPDIR },
    });
    // However the rows are wrapped.
    return { ...outcome, stdout: outcome.stdout.replace(/[\s│]+/g, '') };
  }

  it('is a private folder, and nothing is written where another user may have made one', async (t) => {
    const laid = path.join(home, `tsx-${UID}`);
    mkdirSync(laid);
    chmodSync(laid, 0o777);
    const { stdout } = await runProgram(t, home);
    assert.match(stdout, /w\d+\["\/.*cache-test-[^"]*",null\]/);
    assert.deepEqual(readdirSync(laid), []);
    const folder = path.join(home, `socket-tour-${UID}`);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    assert.ok(readdirSync(path.join(folder, `tsx-${UID}`)).length > 0);
  });

  it('is not used without a temporary folder', async (t) => {
    const missing = path.join(home, 'missing');
    const { stdout, code } = await runProgram(t, missing);
    assert.match(stdout, /w\d+\[".*missing",null\]/);
    assert.deepEqual([code, existsSync(missing)], [0, false]);
  });
});
