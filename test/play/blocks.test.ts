// Tests of how a lesson's blocks are printed: the port in them, and the heading above them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Block, Predict } from '../../src/course/block.ts';
import { parseLesson } from '../../src/course/parse.ts';
import type { Programs } from '../../src/course/programs.ts';
import {
  nameChoices,
  renderAnswers,
  renderBlock,
  renderOpening,
  renderQuestion,
} from '../../src/play/blocks.ts';
import { createStyle } from '../../src/screen/style.ts';
import { LANGUAGES } from '../../src/text/language.ts';
import { lexMarkdown } from '../../src/text/markdown.ts';
import { openCourse } from '../tour/standing-course.ts';

const style = createStyle({ colour: false, links: false });
const layout = { columns: 80, style, language: 'en' } as const;
const moved = { ...layout, port: 7777 };
const place = { line: 1, info: '' };

test('prose, commands, options and reasons name the port that is really used', () => {
  const markdown =
    'On 6969, of 16969.\n\n| port |\n| - |\n| 6969 |\n\n```sh\nnc 127.0.0.1 6969\n```';
  const prose: Block = { ...place, kind: 'prose', tokens: lexMarkdown(markdown) };
  const options = [{ text: '`127.0.0.1:6969`', right: true, reason: '6969 it is.' }];
  const predict: Predict = { ...place, kind: 'predict', question: lexMarkdown('6969?'), options };
  const turn: Block = {
    ...place,
    kind: 'try',
    tokens: lexMarkdown('Not 6969.'),
    checks: [],
    run: null,
  };
  const texts = (how: typeof layout | typeof moved) => [
    ...renderBlock(prose, how),
    ...renderQuestion(predict, how),
    ...renderAnswers(predict, how),
    ...(nameChoices(predict, how) ?? []),
    ...renderBlock(turn, how),
  ];
  assert.equal(texts(layout).filter((line) => /\b6969\b/.test(line)).length, 8);
  assert.equal(texts(moved).filter((line) => /\b6969\b/.test(line)).length, 0);
  assert.equal(texts(moved).filter((line) => /\b7777\b/.test(line)).length, 8);
  assert.equal(texts(moved).filter((line) => line.includes('16969')).length, 1);
});

test("a program's text is shown as it is", () => {
  const code = 'const PORT = Number(process.env.PORT ?? 6969);';
  const listing: Block = {
    ...place,
    kind: 'listing',
    file: 'a.ts',
    region: null,
    lang: 'ts',
    code,
  };
  assert.deepEqual(renderBlock(listing, moved), renderBlock(listing, layout));
});

test('only Chinese readers are told the section of the article, which is Chinese', () => {
  const { lesson } = openCourse([]);
  for (const language of LANGUAGES) {
    const lines = renderOpening({ ...lesson, article: '一.1' }, { ...layout, language });
    assert.equal(
      lines.some((line) => line.includes('一')),
      language === 'zh',
    );
  }
});

test('the address of the page is below the title where the book has one', () => {
  const { lesson } = openCourse([]);
  const page = (book: string | null) =>
    renderOpening(lesson, layout, book).filter((line) => line.includes('https://'));
  assert.deepEqual(page('https://example.org/'), [
    `As a page: https://example.org/en/${lesson.folder}.html`,
  ]);
  assert.deepEqual(page(null), []);
});

test('whose turn it is, is said once: by the step’s title, or above what is to be done', () => {
  const source = (title: string) =>
    `# A\n\n> Article 一\n\n## ${title}\n\n\`\`\`try\nDo it.\n\nchecks: one\n\`\`\`\n`;
  const render = (title: string) => {
    const programs = { directory: '/course/01-a', files: [], all: [] } as unknown as Programs;
    const { lesson } = parseLesson(source(title), '/course/01-a/lesson.md', 'en', programs);
    const block = lesson.steps[0]?.blocks[0] as Block;
    return renderBlock(block, { columns: 80, style, language: 'en' }).join('\n');
  };
  assert.equal(render('Your turn').trim(), 'Do it.');
  assert.match(render('Always, or either?'), /^▶ Your turn\n\nDo it\./);
});
