// Tests the private folder where other users have put something in its place.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';

const MODULE = new URL('../../src/stage/user-folder.js', import.meta.url).href;
const NAME = `socket-tour-${process.getuid?.()}`;
const CODE = `const { openPrivateFolder } = await import('${MODULE}');
const first = openPrivateFolder();
const { mode } = (await import('node:fs')).lstatSync(first);
console.log(JSON.stringify({ first, second: openPrivateFolder(), mode: (mode & 0o777).toString(8) }));`;

function layOpenFolder(usual: string): void {
  mkdirSync(usual);
  // The umask must not matter here.
  chmodSync(usual, 0o777);
}

function layLink(usual: string): void {
  mkdirSync(`${usual}x`, { mode: 0o700 });
  symlinkSync(`${usual}x`, usual);
}

describe('the private folder', { skip: process.platform === 'win32' }, () => {
  let home = '';
  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'private-test-'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  /** Opens it twice in a process whose temporary folder is `home`. */
  function open(): { first: string; second: string; mode: string } {
    const args = ['--input-type=module', '-e', CODE];
    const environment = { ...process.env, TMPDIR: home };
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      env: environment,
      encoding: 'utf8',
    });
    assert.notEqual(stdout, '', stderr);
    return JSON.parse(stdout);
  }

  it('is made for its user alone, and kept', () => {
    const usual = path.join(home, NAME);
    assert.deepEqual(open(), { first: usual, second: usual, mode: '700' });
    assert.deepEqual(open(), { first: usual, second: usual, mode: '700' });
  });

  const laid: [what: string, lay: (usual: string) => void][] = [
    ['a folder open to others', layOpenFolder],
    ['a link to a folder', layLink],
    ['a dangling link', (usual) => symlinkSync(`${usual}x`, usual)],
    ['a file', (usual) => writeFileSync(usual, 'text')],
  ];
  for (const [what, lay] of laid) {
    it(`is another one, removed with the process, where ${what} has its name`, () => {
      const usual = path.join(home, NAME);
      lay(usual);
      const before = lstatSync(usual);
      const { first, second, mode } = open();
      assert.ok(first.startsWith(`${usual}-`), first);
      assert.deepEqual([second, mode, existsSync(first)], [first, '700', false]);
      assert.deepEqual([lstatSync(usual).ino, lstatSync(usual).mode], [before.ino, before.mode]);
    });
  }
});
