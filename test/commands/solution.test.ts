// Tests that other right programs are shown once the checks pass, and on request before.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { run } from '../../src/commands/solution.ts';
import { findLessons, lessonsRoot } from '../../src/course/folders.ts';
import { readOthers } from '../../src/course/others.ts';
import { renderOthers } from '../../src/play/other-ways.ts';
import { createStyle } from '../../src/screen/style.ts';
import { LANGUAGES } from '../../src/text/language.ts';
import { measureWidth } from '../../src/text/width.ts';
import { keepContext } from '../support/context.ts';
import { few } from '../support/length.ts';
import { makeFolder } from '../support/tour.ts';

describe('solution --others', () => {
  it('says how to see them while a check fails', async (t) => {
    const { context, lines, errors } = keepContext(makeFolder(t), { lessonsRoot });
    assert.equal(await run(context, { others: true }, ['5']), 0);
    assert.deepEqual(lines, []);
    assert.match(errors.join('\n'), /Not all checks pass yet.*\n.*solution 5 --others --yes/);
  });

  it('shows them on request', async (t) => {
    const { context, lines, errors } = keepContext(makeFolder(t), { lessonsRoot });
    assert.equal(await run(context, { others: true, yes: true }, ['5']), 0);
    assert.deepEqual(errors, []);
    assert.equal(lines[0], 'Lesson 5: 3 other programs that pass its checks');
    for (const { code } of readOthers('05-both-sides', 'en')) {
      assert.ok(lines.join('\n').includes(code.trimEnd()));
    }
  });

  it('fits into the terminal in every lesson', () => {
    for (const [index, folder] of few(findLessons().entries(), 4)) {
      for (const language of LANGUAGES) {
        for (const columns of [40, 60, 100]) {
          const layout = { columns, language, style: createStyle({ colour: true, links: false }) };
          const shown = renderOthers({ folder, number: index + 1 }, layout);
          const widest = Math.max(...shown.map((line) => measureWidth(line)));
          assert.ok(shown.length > 40 && widest <= columns, `${folder} ${language} ${widest}`);
        }
      }
    }
  });
});
