// Tests that what a learner did with the second exercise of lesson 13 is in lesson 14 now.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { lessonsRoot } from '../../src/course/folders.ts';
import { dropRegionMarks } from '../../src/text/region-marks.ts';
import { hashOf } from '../../src/workspace/standing-file.ts';
import { openWorkspace } from '../../src/workspace/workspace.ts';
import { makeFolder } from '../support/tour.ts';

const SHIPPED = '// as it was shipped\n';
const OWN = '// mine\n';
const NEW = '14-half-closed';

/** The workspace of a learner who has done all of lesson 13 as it was, with this text in its `half.ts`. */
function openAfter(t: Parameters<typeof makeFolder>[0], half: string) {
  const root = path.join(makeFolder(t), 'my-lessons');
  mkdirSync(path.join(root, '13-closing'), { recursive: true });
  const file = path.join(root, '13-closing', 'half.ts');
  writeFileSync(file, half);
  const checks = { members: 'pass', half: 'pass' };
  const progress = {
    version: 1,
    lessons: { '13-closing': { step: 10, done: true, checks, hints: {} } },
    files: { '13-closing/half.ts': hashOf(SHIPPED) },
  };
  writeFileSync(path.join(root, '.progress.json'), JSON.stringify(progress));
  const server = path.join(root, NEW, 'server.ts');
  return { workspace: openWorkspace({ root, lessonsRoot }), file, server };
}

const read = (file: string) => readFileSync(file, 'utf8');
const readStart = () => dropRegionMarks(read(path.join(lessonsRoot, NEW, 'server.ts')));

test('the verdict is that of lesson 14, and lesson 13 stays done', (t) => {
  const { workspace } = openAfter(t, OWN);
  const { lessons } = workspace.readProgress();
  assert.deepEqual(lessons['13-closing']?.checks, { members: 'pass' });
  assert.equal(lessons['13-closing']?.done, true);
  assert.deepEqual(lessons[NEW]?.checks, { half: 'pass' });
  workspace.updateProgress((progress) => {
    (progress.lessons[NEW] as { checks: object }).checks = { half: 'fail' };
  });
  assert.deepEqual(workspace.readProgress().lessons[NEW]?.checks, { half: 'fail' });
});

test('what was written in half.ts is in server.ts, and stays where it was', (t) => {
  const { workspace, file, server } = openAfter(t, OWN);
  workspace.prepareLesson(NEW);
  assert.deepEqual([read(server), read(file)], [OWN, OWN]);
  assert.deepEqual(workspace.prepareLesson(NEW).added, []);
  workspace.resetLesson(NEW);
  assert.equal(read(server), readStart());
});

test('a half.ts as it was shipped is no work to move', (t) => {
  const { workspace, server } = openAfter(t, SHIPPED);
  workspace.prepareLesson(NEW);
  assert.equal(read(server), readStart());
});

test('a server.ts that is there already is left alone', (t) => {
  const { workspace, server } = openAfter(t, OWN);
  mkdirSync(path.dirname(server), { recursive: true });
  writeFileSync(server, '// newer\n');
  workspace.prepareLesson(NEW);
  assert.equal(read(server), '// newer\n');
  assert.ok(existsSync(path.join(path.dirname(server), 'client.ts')));
});
