// Tests the lines of hints.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LessonOutcome } from '../../src/play/examination.ts';
import {
  listToldInFull,
  renderHelp,
  renderHint,
  renderOthers,
  renderOutcome,
} from '../../src/play/outcome-lines.ts';
import { createStyle } from '../../src/screen/style.ts';
import type { Language } from '../../src/text/language.ts';
import { measureWidth } from '../../src/text/width.ts';

/** A failed check with two hints. */
const FAILED: LessonOutcome = {
  lesson: '05-both-sides',
  id: 'echo',
  verdict: 'fail',
  mistake: 'silent',
  title: { en: 'It answers', zh: '它会回复' },
  story: [],
  difference: null,
  cause: null,
  trace: null,
  output: [],
  hints: [
    { en: 'Look closer.', zh: '仔细看看。' },
    { en: 'Call write().', zh: '调用 write()。' },
  ],
  ms: 5,
};

const style = createStyle({ colour: false, links: false });

function render(index: number, language: Language = 'en', outcome = FAILED, columns = 80): string {
  return renderHint(outcome, index, { columns, style, language }).join('\n');
}

describe('a hint', () => {
  it('announces a stronger one where there is one', () => {
    assert.match(render(0), /Hint 1 of 2 \(h, or hint, again.*\n.*Look closer/);
    assert.doesNotMatch(render(0), /last hint|solution/);
  });

  it('announces none to who hands in: the commands for hints speak of other programs', () => {
    const layout = { columns: 80, style, language: 'en', isHandIn: true } as const;
    assert.match(renderHint(FAILED, 0, layout).join('\n'), /Hint 1 of 2\n.*Look closer/);
  });

  it('breaks no word of its heading in a narrow terminal', () => {
    for (const language of ['en', 'zh'] as const) {
      const lines = render(0, language, FAILED, 40).split('\n');
      assert.ok(
        lines.every((line) => measureWidth(line) <= 40),
        lines.join('\n'),
      );
    }
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

const LAYOUT = { columns: 80, style: createStyle({ colour: false, links: false }) };

describe('several failures', () => {
  const other = { ...FAILED, id: 'again', title: { en: 'It goes on', zh: '继续服务' } };
  const passed = { ...FAILED, id: 'well', verdict: 'pass' as const };
  const all = [passed, FAILED, other];

  it('are told in full only up to the first one, the others as one line each', () => {
    assert.deepEqual(listToldInFull(all), [passed, FAILED]);
    const lines = renderOthers(all, 5, { ...LAYOUT, language: 'en' });
    assert.match(lines[0] ?? '', /^✗ fail {2}It goes on/);
    assert.match(lines.slice(1).join(' '), /^ Only the first .* check 5$/);
    assert.match(renderOthers(all, 5, { ...LAYOUT, language: 'zh' }).join(''), /第一项.*check 5$/);
  });

  it('are no others where there is one', () => {
    assert.deepEqual(renderOthers([passed, FAILED], 5, { ...LAYOUT, language: 'en' }), []);
  });
});

describe('what a program printed', () => {
  const line = (start: number, text: string) =>
    ({ file: '/me/client.ts', start, kind: 'stdout', text }) as const;
  const tell = (output: LessonOutcome['output']) =>
    renderOutcome({ ...FAILED, output }, null, { ...LAYOUT, language: 'en' }).join('\n');

  it('is told apart by its starts', () => {
    assert.match(
      tell([line(4, 'one'), line(7, 'two')]),
      /client\.ts, start 1 │ one\n.*start 2 │ two/,
    );
  });

  it('has one line for three and more in a row that are the same', () => {
    const same = Array.from({ length: 5 }, () => line(4, 'again'));
    const text = tell([line(4, 'one'), line(4, 'one'), ...same, line(4, 'last')]);
    assert.equal(text.match(/│ one$/gm)?.length, 2);
    assert.match(text, /│ again\n {4}… 4 more lines like this one …\n {4}client\.ts │ last/);
  });

  it('has only the name of the file where there was one start', () => {
    assert.match(tell([line(4, 'one'), line(4, 'two')]), / client\.ts │ one\n {4}client\.ts │ two/);
  });
});

describe('a known cause', () => {
  const cause = {
    what: { en: 'An error ended server.ts', zh: 'server.ts 因出错而退出' },
    frame: ['server.ts:2:10'],
    meaning: { en: 'SyntaxError: it could not be read.', zh: 'SyntaxError：读不懂。' },
    isBroken: true,
  };

  it('stands in place of a hint, and of saying that no mistake is known', () => {
    for (const hints of [FAILED.hints, []]) {
      const lines = renderHelp({ ...FAILED, hints, cause }, 0, { ...LAYOUT, language: 'en' });
      const text = lines.join('\n');
      assert.match(text, /An error ended server\.ts\n {4}server\.ts:2:10\n {4}SyntaxError: it/);
      assert.match(text, /Put this right first/);
      assert.doesNotMatch(text, /Hint|No known mistake/);
    }
  });
});
