// Tests that lesson 12 writes its big file where no other user can have put a link.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';

const SERVER = new URL('../../lessons/12-backpressure/file.ts', import.meta.url).href;
const CODE = `console.log((await import('${SERVER}')).FILE)`;
const SIZE = 64 * 2 ** 20;

describe('the big file of lesson 12', { skip: process.platform === 'win32' }, () => {
  const usual = (home: string) => path.join(home, `socket-tour-${process.getuid?.()}`);
  const laid: [what: string, lay: (home: string, important: string) => void][] = [
    [
      'a link to a file',
      (home, important) => {
        symlinkSync(important, path.join(home, `socket-tour-64-mib-${userInfo().username}`));
        symlinkSync(important, usual(home));
      },
    ],
    [
      'a link to a folder, with a link in it',
      (home, important) => {
        mkdirSync(path.join(home, 'theirs'), { mode: 0o700 });
        symlinkSync(important, path.join(home, 'theirs', '64-mib'));
        symlinkSync(path.join(home, 'theirs'), usual(home));
        symlinkSync(important, path.join(home, `socket-tour-64-mib-${userInfo().username}`));
      },
    ],
    ['nothing', () => {}],
  ];
  for (const [what, lay] of laid) {
    it(`harms no other file where there is ${what}`, (t) => {
      const home = mkdtempSync(path.join(tmpdir(), 'lesson-12-'));
      t.after(() => rmSync(home, { recursive: true, force: true }));
      const important = path.join(home, 'important');
      writeFileSync(important, 'precious');
      lay(home, important);
      const words = ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', CODE];
      const environment: NodeJS.ProcessEnv = {
        ...process.env,
        BIG_FILE: undefined,
        TMPDIR: home,
        TSX_DISABLE_CACHE: '1',
      };

      const { stdout, stderr } = spawnSync(process.execPath, words, {
        env: environment,
        encoding: 'utf8',
      });
      const file = stdout.trim();
      assert.ok(file.startsWith(usual(home)), stderr);
      assert.equal(readFileSync(important, 'utf8'), 'precious');
      assert.deepEqual([lstatSync(file).isFile(), statSync(file).size], [true, SIZE]);
      assert.equal(lstatSync(path.dirname(file)).mode & 0o170777, 0o40700);
    });
  }
});
