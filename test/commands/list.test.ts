import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { run } from '../../src/commands/list.ts';
import { lessonProgress } from '../../src/workspace/progress.ts';
import { openWorkspace } from '../../src/workspace/workspace.ts';
import { keepContext } from '../support/context.ts';
import { makeSmallCourse } from '../support/small-course.ts';

describe('list', () => {
  it('shows a beginner all lessons, and creates nothing', async (t) => {
    const home = makeSmallCourse(t);
    const { context, lines, errors } = keepContext(home);
    assert.equal(await run(context, {}, []), 0);
    assert.deepEqual(lines, [
      '> [ ]  1  01-first   A first server',
      '  [ ]  2  02-second  The other end',
      '',
      '0 of 2 done. The current lesson is 1: socket-tour goes on there.',
    ]);
    assert.deepEqual(errors, []);
    assert.equal(existsSync(context.myLessons), false);
  });

  it('shows what is done, and where the learner is', async (t) => {
    const home = makeSmallCourse(t);
    const { context, lines } = keepContext(home);
    openWorkspace({ root: context.myLessons, lessonsRoot: context.lessonsRoot }).updateProgress(
      (progress) => {
        progress.current = '02-second';
        lessonProgress(progress, '01-first').done = true;
        lessonProgress(progress, '02-second').step = 3;
      },
    );
    await run(context, {}, []);
    assert.match(lines[0] ?? '', /^ {2}\[x\]/);
    assert.match(lines[1] ?? '', /^> \[ \]/);
    assert.equal(lines[3], '1 of 2 done. The current lesson is 2: socket-tour goes on there.');
    lines.length = 0;
    await run(context, { json: true }, []);
    assert.deepEqual(
      lines.map((line) => JSON.parse(line)),
      [
        {
          number: 1,
          folder: '01-first',
          title: 'A first server',
          article: '一.1, first listing',
          done: true,
          read: true,
          passed: true,
          current: false,
          step: 0,
        },
        {
          number: 2,
          folder: '02-second',
          title: 'The other end',
          article: '一.2',
          done: false,
          read: false,
          passed: false,
          current: true,
          step: 3,
        },
      ],
    );
  });

  it('tells apart what was read, what passes, and what is both', async (t) => {
    const home = makeSmallCourse(t);
    const { context, lines } = keepContext(home);
    for (const folder of ['01-first', '02-second']) {
      const hints = path.join(context.lessonsRoot, folder, 'hints.md');
      writeFileSync(hints, '# Checks\n\n## one\n\nA.\n\n## two\n\nB.\n');
    }
    const open = () => openWorkspace({ root: context.myLessons, lessonsRoot: context.lessonsRoot });
    open().updateProgress((progress) => {
      lessonProgress(progress, '01-first').read = true;
      lessonProgress(progress, '02-second').checks = { one: 'pass', two: 'pass' };
    });
    await run(context, {}, []);
    assert.match(lines[0] ?? '', /\[ \].*\(read, its checks are open\)$/);
    assert.match(lines[1] ?? '', /\[ \].*\(checks pass, not read to its end\)$/);
    lines.length = 0;
    open().updateProgress((progress) => {
      lessonProgress(progress, '01-first').checks = { one: 'pass', two: 'pass' };
      lessonProgress(progress, '02-second').checks = { one: 'pass' };
    });
    await run(context, {}, []);
    assert.match(lines[0] ?? '', /\[x\].*server$/);
    assert.match(lines[1] ?? '', /\[ \].*end$/);
  });

  it('is printed in Chinese, and falls back to English titles', async (t) => {
    const { context, lines } = keepContext(makeSmallCourse(t), { language: 'zh' });
    await run(context, {}, []);
    assert.deepEqual(lines, [
      '> [ ]  1  01-first   第一个服务端',
      '  [ ]  2  02-second  The other end',
      '',
      '共 2 课，已完成 0 课。当前是第 1 课，运行 socket-tour 接着学。',
    ]);
  });

  it('works with broken progress, and says so', async (t) => {
    const { context, lines, errors } = keepContext(makeSmallCourse(t));
    mkdirSync(context.myLessons);
    writeFileSync(path.join(context.myLessons, '.progress.json'), '{ "version": 1, "lang');
    assert.equal(await run(context, {}, []), 0);
    assert.match(lines[0] ?? '', /^> \[ \] {2}1/);
    assert.match(errors.join('\n'), /could not be read/);
    const names = readdirSync(context.myLessons);
    assert.ok(names.some((name) => name.startsWith('.progress.broken-')));
  });
});
