import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { run } from '../../src/commands/reset.ts';
import { Failure } from '../../src/text/failure.ts';
import { openWorkspace } from '../../src/workspace/workspace.ts';
import { keepContext } from '../support/context.ts';
import { makeSmallCourse } from '../support/small-course.ts';

/** A learner who has both lessons, and changed the files named. */
function prepare(home: string, ...changed: string[]) {
  const kept = keepContext(home);
  const { myLessons: root, lessonsRoot } = kept.context;
  const workspace = openWorkspace({ root, lessonsRoot });
  workspace.prepareLesson('01-first');
  workspace.prepareLesson('02-second');
  for (const file of changed) writeFileSync(path.join(root, file), 'mine');
  const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
  return { ...kept, root, read };
}

describe('reset', () => {
  it('restores the starting code and says where the learner’s went', async (t) => {
    const { context, lines, read } = prepare(makeSmallCourse(t), '01-first/server.ts');
    assert.equal(await run(context, {}, ['1']), 0);
    assert.match(read('01-first/server.ts'), /\/\/ TODO/);
    assert.equal(lines[0], '01-first: the starting code is back (server.ts).');
    const backup = /^What you wrote is in (\/.+)$/.exec(lines[1] ?? '')?.[1] ?? '';
    assert.equal(readFileSync(path.join(backup, 'server.ts'), 'utf8'), 'mine');
  });

  it('resets the current lesson without a name', async (t) => {
    const { context, lines } = prepare(makeSmallCourse(t), '01-first/server.ts');
    await run(context, {}, []);
    assert.match(lines[0] ?? '', /^01-first: /);
  });

  it('says so where nothing was changed', async (t) => {
    const { context, lines } = prepare(makeSmallCourse(t));
    assert.equal(await run(context, {}, ['2']), 0);
    assert.deepEqual(lines, ['02-second has its starting code already; nothing was changed.']);
  });

  it('resets all, with one backup', async (t) => {
    const home = makeSmallCourse(t);
    const { context, lines, read } = prepare(home, '01-first/server.ts', '02-second/client.ts');
    assert.equal(await run(context, { all: true }, []), 0);
    assert.match(read('02-second/client.ts'), /TODO/);
    assert.match(lines[0] ?? '', /^All lessons: .*01-first\/server\.ts.*02-second\/client\.ts/);
    const backup = /^What you wrote is in (\/.+)$/.exec(lines[1] ?? '')?.[1] ?? '';
    assert.equal(readFileSync(path.join(backup, '02-second', 'client.ts'), 'utf8'), 'mine');
  });

  it('takes either all or one', async (t) => {
    const { context, read } = prepare(makeSmallCourse(t), '01-first/server.ts');
    await assert.rejects(
      run(context, { all: true }, ['1']),
      (error) => error instanceof Failure && error.exitCode === 2,
    );
    assert.equal(read('01-first/server.ts'), 'mine');
  });

  it('says in Chinese that a folder is in the way', async (t) => {
    const home = makeSmallCourse(t);
    const { context } = keepContext(home, { language: 'zh' });
    mkdirSync(context.myLessons);
    writeFileSync(path.join(context.myLessons, '01-first'), 'a file');
    await assert.rejects(run(context, {}, ['1']), (error) => {
      assert.ok(error instanceof Failure);
      assert.match(error.text.zh, /01-first/);
      return true;
    });
  });
});
