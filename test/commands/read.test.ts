import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import { run } from '../../src/commands/read.ts';
import { Failure } from '../../src/text/failure.ts';
import { measureWidth } from '../../src/text/width.ts';
import { ROOT } from '../support/command.ts';
import { keepContext } from '../support/context.ts';
import { makeSmallCourse } from '../support/small-course.ts';

describe('read', () => {
  it('prints title, steps, expected log and answers, and creates nothing', async (t) => {
    const { context, lines } = keepContext(makeSmallCourse(t));
    assert.equal(await run(context, {}, ['1']), 0);
    const text = lines.join('\n');
    assert.match(text, /^1\. A first server\n\n/);
    assert.match(text, /1\/2 · It listens\n\nA server waits for clients\./);
    assert.match(text, /server │ listening/);
    assert.match(text, /Who speaks first\?[\s\S]*✗ The server\.[\s\S]*✓ The client\./);
    assert.match(text, /2\/2 · Your turn[\s\S]*Answer the client\./);
    assert.equal(existsSync(context.myLessons), false);
  });

  it('reads the current lesson without a name, in Chinese', async (t) => {
    const { context, lines } = keepContext(makeSmallCourse(t), { language: 'zh' });
    await run(context, {}, []);
    assert.match(
      lines.join('\n'),
      /^1\. 第一个服务端\n一\.1，第一段代码\n[\s\S]*服务端等待客户端。/,
    );
  });

  it('names the lessons where the name is wrong', async (t) => {
    const { context } = keepContext(makeSmallCourse(t));
    await assert.rejects(run(context, {}, ['9']), (error) => {
      assert.ok(error instanceof Failure);
      assert.equal(error.exitCode, 2);
      assert.match(error.text.en, /9.*01-first/);
      return true;
    });
  });

  it('fits a whole lesson into 60 columns, in both languages', async (t) => {
    const home = makeSmallCourse(t);
    for (const language of ['en', 'zh'] as const) {
      const { context, lines } = keepContext(home, { language, lessonsRoot: `${ROOT}/lessons` });
      const narrow = { ...context, stdout: { ...context.stdout, columns: 60 } };
      await run(narrow, {}, ['5']);
      for (const line of lines) assert.ok(measureWidth(line) <= 60, line);
    }
  });
});
