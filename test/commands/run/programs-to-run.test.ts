// Tests what the operands of `run` mean.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { findProgramsToRun } from '../../../src/commands/run/programs-to-run.ts';
import { Failure } from '../../../src/text/failure.ts';
import { keepContext } from '../../support/context.ts';
import { makeSmallCourse } from '../../support/small-course.ts';

/** Asserts that `run WORD` in `home` is a usage error with this message. */
function assertRefused(home: string, word: string, en: RegExp, zh: RegExp): void {
  const { context } = keepContext(home);
  assert.throws(
    () => findProgramsToRun(context, {}, [word]),
    (error) => {
      assert.ok(error instanceof Failure);
      assert.equal(error.exitCode, 2);
      assert.match(error.text.en, en);
      assert.match(error.text.zh, zh);
      return true;
    },
  );
}

describe('the operand of run', () => {
  it('is a file that is missing where it has an extension or a slash', (t) => {
    const home = makeSmallCourse(t);
    const en = /^There is no file .*folder you are in\. A program ends in \.ts .*\.cjs\.$/;
    const zh = /^没有 .* 这个文件。.*程序文件以 \.ts .*\.cjs 结尾。$/;
    for (const word of ['a.txt', 'notes.MD', 'sub/server', './1']) {
      assertRefused(home, word, en, zh);
    }
  });

  it('gets no advice on extensions where its own is right', (t) => {
    const home = makeSmallCourse(t);
    assertRefused(home, 'none.ts', /no file none\.ts\. .*folder you are in\.$/, /当前目录算起。$/);
  });

  it('is a file that is no program', (t) => {
    const home = makeSmallCourse(t);
    writeFileSync(path.join(home, 'a.txt'), '');
    assertRefused(home, 'a.txt', /^a\.txt is not something Node runs/, /^a\.txt 不是能在这里运行/);
  });

  it('is a lesson otherwise', (t) => {
    const home = makeSmallCourse(t);
    for (const word of ['99', '1.5', 'first-server']) {
      assertRefused(home, word, /^There is no lesson .*01-first, 02-second/, /^没有 .* 这一课/);
    }
    const { server } = findProgramsToRun(keepContext(home).context, {}, ['1']);
    assert.equal(path.basename(server?.file ?? ''), 'server.ts');
  });
});
