// Tests the learner's folder as an editor sees it: TypeScript knows Node's types there.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { setInvocation } from '../../src/text/invocation.ts';
import { ROOT } from '../support/command.ts';
import { makeCourse, writeFiles } from './course.ts';

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));

const packageOf = (root: string) => readFileSync(path.join(root, 'package.json'), 'utf8');
const keep = { lead: 'socket-tour', bare: 'socket-tour', elsewhere: '', program: 'socket-tour' };

describe('the script of my-lessons', () => {
  afterEach(() => setInvocation({ ...keep, clone: null }));

  test('starts the installed tour, or the clone by a relative path that survives a move of both', (t) => {
    const { home, root, workspace } = makeCourse(t);
    workspace.prepareLesson('05-both-sides');
    assert.equal(JSON.parse(packageOf(root)).scripts.start, 'socket-tour');
    rmSync(root, { recursive: true });
    setInvocation({ ...keep, clone: home });
    workspace.prepareLesson('05-both-sides');
    assert.equal(JSON.parse(packageOf(root)).scripts.start, 'node "../src/door.js"');
    rmSync(root, { recursive: true });
    setInvocation({ ...keep, clone: path.join(home, 'else where') });
    workspace.prepareLesson('05-both-sides');
    const { start } = JSON.parse(packageOf(root)).scripts;
    assert.equal(start, `node "${home.replaceAll('\\', '/')}/else where/src/door.js"`);
  });

  test('is added to a package.json of an earlier tour, and to one whose clone is gone', (t) => {
    const { home, root, workspace } = makeCourse(t);
    workspace.prepareLesson('05-both-sides');
    const today = packageOf(root);
    const { scripts: _, ...earlier } = JSON.parse(today);
    const gone = { ...JSON.parse(today), scripts: { start: `node "${home}/gone/src/door.js"` } };
    for (const ours of [earlier, gone]) {
      writeFiles(root, { 'package.json': `${JSON.stringify(ours, null, 2)}\n` });
      workspace.updateProgress((progress) => {
        progress.current = '05-both-sides';
      });
      assert.equal(packageOf(root), today);
    }
  });

  test('does not change a package.json that the learner has changed', (t) => {
    const { root, workspace } = makeCourse(t);
    workspace.prepareLesson('05-both-sides');
    const ours = JSON.parse(packageOf(root));
    const { scripts: _, ...earlier } = ours;
    for (const own of [
      JSON.stringify(earlier),
      `${JSON.stringify({ ...earlier, license: 'MIT' }, null, 2)}\n`,
      `${JSON.stringify({ ...ours, scripts: { start: 'node mine.js' } }, null, 2)}\n`,
      'no json',
    ]) {
      writeFiles(root, { 'package.json': own });
      workspace.updateProgress((progress) => {
        progress.current = '05-both-sides';
      });
      assert.equal(packageOf(root), own);
    }
  });
});

test('npm start works in my-lessons and below it', { skip: process.platform === 'win32' }, (t) => {
  const { home, root, workspace } = makeCourse(t);
  setInvocation({ ...keep, clone: ROOT });
  t.after(() => setInvocation({ ...keep, clone: null }));
  workspace.prepareLesson('05-both-sides');
  const npm = (cwd: string, ...words: string[]) =>
    spawnSync('npm', ['start', '-s', '--', ...words, '--lang=en'], { cwd, encoding: 'utf8' });
  for (const cwd of [root, path.join(root, '05-both-sides')]) {
    const { stdout, stderr } = npm(cwd, 'list');
    assert.match(stdout, /The current lesson is 1: npm start goes on there\.\n$/, stderr);
  }
  const folder = path.join(root, '05-both-sides');
  writeFiles(folder, { 'own.mjs': "console.log('mine', process.cwd());" });
  const { stdout } = npm(folder, 'run', 'own.mjs', '--plain');
  assert.ok(stdout.includes(`mine ${folder}`), stdout);
  assert.ok(!existsSync(path.join(root, 'my-lessons')) && existsSync(home));
});

test('TypeScript knows the types in the learner’s folder, and does not check backups', (t) => {
  const { root, workspace } = makeCourse(t);
  workspace.prepareLesson('05-both-sides');
  symlinkSync(MODULES, path.join(root, 'node_modules'), 'junction');
  writeFiles(root, {
    '05-both-sides/right.ts': "import net from 'node:net';\nnet.createServer().listen(0);\n",
    '05-both-sides/wrong.ts': "import './right.ts';\nexport const port: string = process.pid;\n",
    '.backup/2026-11-23T02-41-07-all/old.ts': 'export const port: string = 5;\n',
  });
  const tsc = path.join(MODULES, 'typescript', 'bin', 'tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', root, '--pretty', 'false'], {
    cwd: root,
    encoding: 'utf8',
  });
  assert.match(stdout, /^05-both-sides.wrong\.ts\(2,14\): error TS2322: .*\n$/);
});
