// Tests the lines of hints.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LessonOutcome } from '../../src/play/examination.ts';
import { renderHint } from '../../src/play/outcome-lines.ts';
import { createStyle } from '../../src/screen/style.ts';
import type { Language } from '../../src/text/language.ts';

/** A failed check with two hints. */
const FAILED: LessonOutcome = {
  lesson: '05-both-sides',
  id: 'echo',
  verdict: 'fail',
  mistake: 'silent',
  title: { en: 'It answers', zh: '它会回复' },
  story: [],
  difference: null,
  output: [],
  hints: [
    { en: 'Look closer.', zh: '仔细看看。' },
    { en: 'Call write().', zh: '调用 write()。' },
  ],
  ms: 5,
};

function render(index: number, language: Language = 'en', outcome = FAILED): string {
  const style = createStyle({ colour: false, links: false });
  return renderHint(outcome, index, { columns: 80, style, language }).join('\n');
}

describe('a hint', () => {
  it('announces a stronger one where there is one', () => {
    assert.match(render(0), /Hint 1 of 2 \(h, or hint, again.*\n.*Look closer/);
    assert.doesNotMatch(render(0), /last hint|solution/);
  });

  it('says that it is the last one, and how to see a solution', () => {
    for (const index of [1, 2, 9]) {
      assert.match(render(index), /^ {2}Hint 2 of 2\n {4}Call write\(\)\.\n {4}That was the last/);
      assert.match(render(index).replace(/\s+/g, ' '), /press s in the tour.*command solution/);
    }
    assert.match(render(1, 'zh'), /提示 2\/2\n.*\n {4}这是最后一条提示。.*按 s.*solution/);
  });

  it('is the last one where it is the only one', () => {
    const only = { ...FAILED, hints: FAILED.hints.slice(0, 1) };
    assert.match(render(0, 'en', only), /Hint 1 of 1\n.*\n.*last hint/);
  });

  it('is not called the last one where no mistake is known', () => {
    assert.doesNotMatch(render(0, 'en', { ...FAILED, hints: [] }), /last hint/);
  });
});
