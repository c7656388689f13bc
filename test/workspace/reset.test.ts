// Tests resets: the learner's files are in the backup before the starting code is restored.
import assert from 'node:assert/strict';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Failure } from '../../src/text/failure.ts';
import { resetFiles } from '../../src/workspace/reset.ts';
import { readShipped } from '../../src/workspace/shipped.ts';
import { asOrdinaryUser, giveAway, makeCourse, writeFiles } from './course.ts';

const LESSON = '05-both-sides';

test('what the learner changed moves into a dated backup, the starting code is restored', (t) => {
  const { root, workspace } = makeCourse(t);
  const { directory } = workspace.prepareLesson(LESSON);
  writeFiles(directory, {
    'server.ts': '// mine\n',
    'lib/frames.ts': '// my frames\n',
    'notes.txt': 'my notes\n',
  });
  rmSync(path.join(directory, 'client.ts'));
  const { backup, moved, restored } = workspace.resetLesson(LESSON);
  assert.ok(backup);
  assert.equal(path.dirname(backup), path.join(root, '.backup'));
  assert.match(path.basename(backup), /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-05-both-sides$/);
  assert.deepEqual(moved, ['lib/frames.ts', 'server.ts']);
  assert.deepEqual(restored, ['client.ts', 'lib/frames.ts', 'server.ts']);
  assert.equal(readFileSync(path.join(backup, 'server.ts'), 'utf8'), '// mine\n');
  assert.equal(readFileSync(path.join(backup, 'lib/frames.ts'), 'utf8'), '// my frames\n');
  assert.equal(readFileSync(path.join(directory, 'server.ts'), 'utf8'), '// server, as shipped\n');
  assert.ok(existsSync(path.join(directory, 'client.ts')));
  assert.equal(readFileSync(path.join(directory, 'notes.txt'), 'utf8'), 'my notes\n');
  assert.deepEqual(workspace.prepareLesson(LESSON).kept, []);
});

test('where nothing differs there is no backup, and missing files are restored', (t) => {
  const { root, workspace } = makeCourse(t);
  const { directory } = workspace.prepareLesson(LESSON);
  rmSync(path.join(directory, 'client.ts'));
  assert.deepEqual(workspace.resetLesson(LESSON), {
    backup: null,
    moved: [],
    restored: ['client.ts'],
  });
  assert.equal(existsSync(path.join(root, '.backup')), false);
});

test('resets within one second never share a backup', (t) => {
  const { root, lessonsRoot, workspace } = makeCourse(t);
  const { directory } = workspace.prepareLesson(LESSON);
  const shipped = readShipped(lessonsRoot, LESSON);
  t.mock.timers.enable({ apis: ['Date'], now: new Date(2026, 10, 23, 2, 41, 7) });
  const backups = [1, 2, 3].map((count) => {
    writeFiles(directory, { 'server.ts': `// mine ${count}\n` });
    const { backup } = resetFiles({ root, base: directory, label: LESSON, shipped });
    return path.basename(backup ?? '');
  });
  assert.deepEqual(backups, [
    '2026-11-23T02-41-07-05-both-sides',
    '2026-11-23T02-41-07-05-both-sides-2',
    '2026-11-23T02-41-07-05-both-sides-3',
  ]);
  assert.equal(
    readFileSync(path.join(root, '.backup', backups[1] ?? '', 'server.ts'), 'utf8'),
    '// mine 2\n',
  );
});

test('after a reset a newer course replaces the file again', (t) => {
  const { workspace, ship } = makeCourse(t);
  const { directory } = workspace.prepareLesson(LESSON);
  writeFiles(directory, { 'server.ts': '// mine\n' });
  ship({ '05-both-sides/server.ts': '// newer\n' });
  assert.deepEqual(workspace.prepareLesson(LESSON).kept, ['server.ts']);
  workspace.resetLesson(LESSON);
  assert.equal(readFileSync(path.join(directory, 'server.ts'), 'utf8'), '// newer\n');
  ship({ '05-both-sides/server.ts': '// newest\n' });
  assert.deepEqual(workspace.prepareLesson(LESSON).replaced, ['server.ts']);
});

test('all lessons that were begun go into one backup', (t) => {
  const { root, workspace, ship } = makeCourse(t);
  ship({ '06-reading/server.ts': '// six\n', '07-errors/server.ts': '// seven\n' });
  writeFiles(workspace.prepareLesson(LESSON).directory, { 'server.ts': '// mine\n' });
  writeFiles(workspace.prepareLesson('06-reading').directory, { 'server.ts': '// my six\n' });
  writeFiles(root, { 'own/project.ts': '// own\n' });
  const { backup, moved } = workspace.resetAll();
  assert.ok(backup);
  assert.match(backup, /-all$/);
  assert.deepEqual(moved, [`${LESSON}/server.ts`, '06-reading/server.ts']);
  assert.equal(readFileSync(path.join(backup, '06-reading/server.ts'), 'utf8'), '// my six\n');
  assert.equal(readFileSync(path.join(root, '06-reading/server.ts'), 'utf8'), '// six\n');
  assert.equal(existsSync(path.join(root, '07-errors')), false, 'not begun');
  assert.ok(existsSync(path.join(root, 'own/project.ts')));
});

test('before first use there is nothing to reset', (t) => {
  const { workspace } = makeCourse(t);
  assert.deepEqual(workspace.resetAll(), { backup: null, moved: [], restored: [] });
});

test('links and folders in a file’s place are moved as they are', (t) => {
  const { home, workspace } = makeCourse(t);
  const { directory } = workspace.prepareLesson(LESSON);
  writeFiles(home, { 'elsewhere.ts': '// elsewhere\n' });
  rmSync(directory, { recursive: true });
  mkdirSync(path.join(directory, 'client.ts'), { recursive: true });
  writeFiles(directory, { 'client.ts/inner.txt': 'mine', lib: 'my lib' });
  symlinkSync(path.join(home, 'elsewhere.ts'), path.join(directory, 'server.ts'));
  const { backup } = workspace.resetLesson(LESSON);
  assert.ok(backup);
  assert.equal(readFileSync(path.join(backup, 'client.ts/inner.txt'), 'utf8'), 'mine');
  assert.equal(readFileSync(path.join(backup, 'lib'), 'utf8'), 'my lib');
  assert.ok(lstatSync(path.join(backup, 'server.ts')).isSymbolicLink());
  assert.equal(readFileSync(path.join(home, 'elsewhere.ts'), 'utf8'), '// elsewhere\n');
  assert.ok(lstatSync(path.join(directory, 'server.ts')).isFile());
  assert.ok(lstatSync(path.join(directory, 'lib/frames.ts')).isFile());
});

test('where a file can’t be moved, all stay where they were', (t) => {
  const { root, home, workspace } = makeCourse(t);
  giveAway(home, 0o755);
  const directory = asOrdinaryUser(() => {
    const prepared = workspace.prepareLesson(LESSON).directory;
    writeFiles(prepared, { 'client.ts': '// mine\n', 'lib/frames.ts': '// mine\n' });
    return prepared;
  });
  giveAway(path.join(directory, 'lib'), 0o555);
  assert.throws(
    () => asOrdinaryUser(() => workspace.resetLesson(LESSON)),
    (error) => error instanceof Failure && /doesn't let the tour/.test(error.message),
  );
  giveAway(path.join(directory, 'lib'), 0o755);
  assert.equal(readFileSync(path.join(directory, 'client.ts'), 'utf8'), '// mine\n');
  assert.equal(readFileSync(path.join(directory, 'lib/frames.ts'), 'utf8'), '// mine\n');
  assert.deepEqual(readdirSync(path.join(root, '.backup')), []);
});
