// Tests a workspace whose progress can't be kept: it works on, says so once, and keeps all of it later.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Bilingual } from '../../src/text/language.ts';
import { goOnUnkept } from '../../src/workspace/unkept-progress.ts';
import { runTour } from '../support/tour.ts';
import { makeCourse } from './course.ts';

test('works on where progress can’t be kept, says so once, and keeps it later', (t) => {
  const { root, workspace } = makeCourse(t);
  const told: Bilingual[] = [];
  const lenient = goOnUnkept(workspace, (text) => told.push(text));
  // Something exists where the folder belongs: that stops root too.
  writeFileSync(root, '');
  lenient.updateProgress((progress) => {
    progress.current = '05-both-sides';
  });
  const after = lenient.updateProgress((progress) => {
    progress.language = 'zh';
  });
  assert.deepEqual([after.current, after.language], ['05-both-sides', 'zh']);
  assert.equal(lenient.readProgress().current, '05-both-sides');
  assert.equal(told.length, 1);
  assert.match(told[0]?.en ?? '', /^Your progress could not be kept\. .*my-lessons/);
  assert.match(told[0]?.zh ?? '', /^进度没能记下来。.*my-lessons/);

  rmSync(root);
  lenient.updateProgress(() => {});
  const { current, language } = workspace.readProgress();
  assert.deepEqual([current, language], ['05-both-sides', 'zh']);
});

test("passes on other errors than the file system's", (t) => {
  const { workspace } = makeCourse(t);
  const lenient = goOnUnkept(workspace, () => assert.fail());
  const change = () => {
    throw new TypeError('a bug');
  };
  assert.throws(() => lenient.updateProgress(change), TypeError);
});

test('a pipe in the place of the progress is set aside, and never blocks', async (t) => {
  const { home, root } = makeCourse(t);
  mkdirSync(root);
  const pipe = path.join(root, '.progress.json');
  if (spawnSync('mkfifo', [pipe]).status !== 0) return t.skip('there are no pipes with names');
  const { code, stderr } = await runTour(['list', '--lang', 'zh'], { cwd: home });
  assert.equal(code, 0, stderr);
  assert.match(stderr, /已损坏/);
  assert.equal(JSON.parse(readFileSync(pipe, 'utf8')).current, null);
  assert.ok(
    existsSync(pipe) && readdirSync(root).some((name) => name.startsWith('.progress.broken-')),
  );
});
