// Tests the learner's copy: what is added, what is updated, what is left alone.
import assert from 'node:assert/strict';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Failure } from '../../src/text/failure.ts';
import { hashOf } from '../../src/workspace/standing-file.ts';
import { openWorkspace } from '../../src/workspace/workspace.ts';
import { asOrdinaryUser, giveAway, makeCourse, writeFiles } from './course.ts';

const LESSON = '05-both-sides';
const ALL = ['client.ts', 'lib/frames.ts', 'server.ts'];

test('opening and reading change nothing', (t) => {
  const { root, workspace } = makeCourse(t);
  assert.deepEqual(workspace.readProgress().lessons, {});
  assert.equal(existsSync(root), false);
});

test('the first lesson creates the folder, with the programs and no others', (t) => {
  const { root, workspace } = makeCourse(t);
  const prepared = workspace.prepareLesson(LESSON);
  assert.deepEqual(prepared, {
    directory: path.join(root, LESSON),
    added: ALL,
    replaced: [],
    kept: [],
  });
  assert.equal(workspace.directoryOf(LESSON), prepared.directory);
  assert.deepEqual(readdirSync(path.join(root, LESSON)).sort(), ['client.ts', 'lib', 'server.ts']);
  assert.deepEqual(readdirSync(root).sort(), [
    '.progress.json',
    LESSON,
    'README.md',
    'package.json',
    'tsconfig.json',
  ]);
  assert.equal(
    readFileSync(path.join(root, LESSON, 'lib/frames.ts'), 'utf8'),
    '// frames, as shipped\n',
  );
  const { files } = workspace.readProgress();
  assert.equal(files[`${LESSON}/lib/frames.ts`], hashOf('// frames, as shipped\n'));
});

test('a copy has no marks of regions, and is brought up to date where an earlier one had them', (t) => {
  const { root, workspace, ship } = makeCourse(t);
  const marked = '// #region all\nserve();\n// #endregion all\n';
  ship({ '05-both-sides/server.ts': marked });
  const file = path.join(root, LESSON, 'server.ts');
  workspace.prepareLesson(LESSON);
  assert.equal(readFileSync(file, 'utf8'), 'serve();\n');
  writeFileSync(file, marked);
  workspace.updateProgress(({ files }) => {
    files[`${LESSON}/server.ts`] = hashOf(marked);
  });
  assert.deepEqual(workspace.prepareLesson(LESSON).replaced, ['server.ts']);
  assert.equal(readFileSync(file, 'utf8'), 'serve();\n');
  assert.deepEqual(workspace.prepareLesson(LESSON).replaced, []);
});

test('a second time there is nothing to do', (t) => {
  const { root, workspace } = makeCourse(t);
  workspace.prepareLesson(LESSON);
  const before = lstatSync(path.join(root, '.progress.json'));
  assert.deepEqual(workspace.prepareLesson(LESSON), {
    directory: path.join(root, LESSON),
    added: [],
    replaced: [],
    kept: [],
  });
  assert.equal(lstatSync(path.join(root, '.progress.json')).ino, before.ino);
});

test('a newer course adds files, replaces untouched ones, and keeps and names the learner’s', (t) => {
  const { root, workspace, ship } = makeCourse(t);
  workspace.prepareLesson(LESSON);
  writeFiles(path.join(root, LESSON), { 'server.ts': '// mine\n', 'notes.txt': 'mine too\n' });
  ship({
    '05-both-sides/server.ts': '// server, newer\n',
    '05-both-sides/client.ts': '// client, newer\n',
    '05-both-sides/extra.ts': '// extra\n',
  });
  const { added, replaced, kept } = workspace.prepareLesson(LESSON);
  assert.deepEqual(
    { added, replaced, kept },
    {
      added: ['extra.ts'],
      replaced: ['client.ts'],
      kept: ['server.ts'],
    },
  );
  assert.equal(readFileSync(path.join(root, LESSON, 'server.ts'), 'utf8'), '// mine\n');
  assert.equal(readFileSync(path.join(root, LESSON, 'client.ts'), 'utf8'), '// client, newer\n');
  assert.equal(readFileSync(path.join(root, LESSON, 'notes.txt'), 'utf8'), 'mine too\n');
  assert.deepEqual(workspace.prepareLesson(LESSON).kept, ['server.ts'], 'until it is reset');
});

test('a changed file is not reported as kept while the course has no newer one', (t) => {
  const { root, workspace } = makeCourse(t);
  workspace.prepareLesson(LESSON);
  writeFiles(path.join(root, LESSON), { 'server.ts': '// mine\n' });
  assert.deepEqual(workspace.prepareLesson(LESSON).kept, []);
});

test('a file that is no longer in the course stays', (t) => {
  const { root, workspace, lessonsRoot } = makeCourse(t);
  workspace.prepareLesson(LESSON);
  rmSync(path.join(lessonsRoot, LESSON, 'client.ts'));
  workspace.prepareLesson(LESSON);
  assert.ok(existsSync(path.join(root, LESSON, 'client.ts')));
});

test('a shipped file that the learner deleted is restored', (t) => {
  const { root, workspace } = makeCourse(t);
  workspace.prepareLesson(LESSON);
  rmSync(path.join(root, LESSON, 'client.ts'));
  assert.deepEqual(workspace.prepareLesson(LESSON).added, ['client.ts']);
});

test('with the progress lost, a file that differs counts as the learner’s', (t) => {
  const { root, workspace, ship } = makeCourse(t);
  workspace.prepareLesson(LESSON);
  writeFiles(path.join(root, LESSON), { 'server.ts': '// mine\n' });
  rmSync(path.join(root, '.progress.json'));
  workspace.prepareLesson(LESSON);
  ship({ '05-both-sides/server.ts': '// newer\n' });
  assert.deepEqual(workspace.prepareLesson(LESSON).kept, ['server.ts']);
  assert.equal(readFileSync(path.join(root, LESSON, 'server.ts'), 'utf8'), '// mine\n');
});

test('a README that the learner threw away is not restored, a tsconfig is', (t) => {
  const { root, workspace } = makeCourse(t);
  workspace.prepareLesson(LESSON);
  rmSync(path.join(root, 'README.md'));
  rmSync(path.join(root, 'tsconfig.json'));
  workspace.updateProgress(() => {});
  assert.equal(existsSync(path.join(root, 'README.md')), false);
  assert.equal(existsSync(path.join(root, 'tsconfig.json')), true);
});

test("the learner's own package.json and tsconfig.json stay as they are", (t) => {
  const { root, workspace } = makeCourse(t);
  writeFiles(root, { 'package.json': '{}', 'tsconfig.json': '{ "mine": true }' });
  workspace.prepareLesson(LESSON);
  assert.equal(readFileSync(path.join(root, 'package.json'), 'utf8'), '{}');
  assert.equal(readFileSync(path.join(root, 'tsconfig.json'), 'utf8'), '{ "mine": true }');
});

test('a lesson that is not in the course is a Failure, and creates nothing', (t) => {
  const { root, workspace } = makeCourse(t);
  for (const name of ['99-none', '../lessons/05-both-sides', '..', '']) {
    assert.throws(() => workspace.prepareLesson(name), isFailure(/no lesson/));
  }
  assert.equal(existsSync(root), false);
});

test('a link, a folder or a file in the wrong place is named, and left as it is', (t) => {
  const { root, home, workspace } = makeCourse(t);
  const own = path.join(root, LESSON);
  writeFiles(home, { 'elsewhere.ts': '// elsewhere\n' });
  const cases: [string, () => void, RegExp][] = [
    [
      'server.ts',
      () => symlinkSync(path.join(home, 'elsewhere.ts'), path.join(own, 'server.ts')),
      /symbolic link/,
    ],
    ['server.ts', () => symlinkSync('nowhere.ts', path.join(own, 'server.ts')), /symbolic link/],
    ['server.ts', () => mkdirSync(path.join(own, 'server.ts')), /is a folder/],
    ['lib', () => writeFileSync(path.join(own, 'lib'), 'mine'), /is a file/],
  ];
  for (const [name, build, what] of cases) {
    rmSync(own, { recursive: true, force: true });
    mkdirSync(own, { recursive: true });
    build();
    assert.throws(
      () => workspace.prepareLesson(LESSON),
      isFailure(what, path.join(own, name), `socket-tour reset ${LESSON}`),
    );
    assert.deepEqual(readdirSync(own), [name], 'nothing was added');
  }
  assert.equal(readFileSync(path.join(home, 'elsewhere.ts'), 'utf8'), '// elsewhere\n');
});

test('a file in place of the lesson’s folder, or of my-lessons, is named', (t) => {
  const { root, workspace } = makeCourse(t);
  mkdirSync(root);
  writeFileSync(path.join(root, LESSON), 'mine');
  assert.throws(() => workspace.prepareLesson(LESSON), isFailure(/needs a folder there/, LESSON));
  rmSync(root, { recursive: true });
  writeFileSync(root, 'mine');
  for (const call of [
    () => workspace.prepareLesson(LESSON),
    () => workspace.readProgress(),
    () => workspace.updateProgress(() => {}),
  ]) {
    assert.throws(call, isFailure(/can't be used as a folder/, root));
  }
  assert.equal(readFileSync(root, 'utf8'), 'mine');
});

test('a folder that may not be written to is named; read access is enough where there is nothing to do', (t) => {
  const { root, workspace, home } = makeCourse(t);
  giveAway(home, 0o555);
  assert.throws(
    () => asOrdinaryUser(() => workspace.prepareLesson(LESSON)),
    isFailure(/doesn't let the tour/, root),
  );
  giveAway(home, 0o755);
  asOrdinaryUser(() => workspace.prepareLesson(LESSON));
  const own = path.join(root, LESSON);
  giveAway(root, 0o555);
  assert.deepEqual(asOrdinaryUser(() => workspace.prepareLesson(LESSON)).added, []);
  giveAway(root, 0o755);
  rmSync(path.join(own, 'server.ts'));
  giveAway(own, 0o555);
  assert.throws(
    () => asOrdinaryUser(() => workspace.prepareLesson(LESSON)),
    isFailure(/doesn't let the tour/, own),
  );
  giveAway(own, 0o755);
  assert.deepEqual(asOrdinaryUser(() => workspace.prepareLesson(LESSON)).added, ['server.ts']);
});

test('what a killed tour left in its staging folder is removed', (t) => {
  const { root, workspace } = makeCourse(t);
  writeFiles(root, { '.staging/1': '// half' });
  workspace.prepareLesson(LESSON);
  assert.deepEqual(
    readdirSync(root).filter((name) => name.startsWith('.')),
    ['.progress.json'],
  );
});

test('a tour killed just after it put a file in place doesn’t let the next one write into that file', (t) => {
  const { root, workspace } = makeCourse(t);
  const { directory } = workspace.prepareLesson(LESSON);
  writeFiles(directory, { 'server.ts': '// mine\n' });
  mkdirSync(path.join(root, '.staging'));
  linkSync(path.join(directory, 'server.ts'), path.join(root, '.staging', '1'));
  rmSync(path.join(directory, 'client.ts'));
  assert.deepEqual(workspace.prepareLesson(LESSON).added, ['client.ts']);
  assert.equal(readFileSync(path.join(directory, 'server.ts'), 'utf8'), '// mine\n');
});

test('my-lessons may be a link to a folder elsewhere', (t) => {
  const { home, lessonsRoot } = makeCourse(t);
  mkdirSync(path.join(home, 'elsewhere'));
  symlinkSync('elsewhere', path.join(home, 'linked'));
  openWorkspace({ root: path.join(home, 'linked'), lessonsRoot }).prepareLesson(LESSON);
  assert.ok(existsSync(path.join(home, 'elsewhere', LESSON, 'server.ts')));
  assert.ok(lstatSync(path.join(home, 'linked')).isSymbolicLink());
});

/** Whether an error is a Failure with all of these in its English text, and a Chinese one. */
function isFailure(...parts: (RegExp | string)[]): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof Failure, String(error));
    for (const part of parts) {
      if (typeof part === 'string') assert.ok(error.text.en.includes(part), error.text.en);
      else assert.match(error.text.en, part);
    }
    assert.match(error.text.zh, /[\u4e00-\u9fff]/);
    return true;
  };
}
