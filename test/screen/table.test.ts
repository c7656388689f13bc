// Tests tables of Markdown.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderMarkdown } from '../../src/screen/markdown.ts';
import { createStyle } from '../../src/screen/style.ts';
import type { Language } from '../../src/text/language.ts';
import { lexMarkdown } from '../../src/text/markdown.ts';

const style = createStyle({ colour: false, links: false });

function render(source: string, width: number, language: Language = 'en'): string[] {
  return renderMarkdown(lexMarkdown(source), { width, language, style });
}

const table = `| event | 参数 | bytes |
|---|:-:|--:|
| \`data\` | Buffer | 18 |
| close | 布尔值 | 7 |
`;

test('a table that fits is as wide as its cells, aligned as it says', () => {
  assert.deepEqual(render(table, 80), [
    'event  │  参数  │ bytes',
    '───────┼────────┼──────',
    '`data` │ Buffer │    18',
    'close  │ 布尔值 │     7',
  ]);
});

const long = `| a | what it means |
|---|---|
| x | one two three four five |
| y | six |
`;

test('a wide column shrinks, and rows of several lines are separated', () => {
  assert.deepEqual(render(long, 20), [
    'a │ what it means',
    '──┼─────────────────',
    'x │ one two three',
    '  │ four five',
    '╌╌┼╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌',
    'y │ six',
  ]);
});

const wide = `| one thing | another thing | the third thing |
|---|---|---|
| first cell | second cell | |
| and again | the same | words |
`;

test('a table too narrow for columns is a list, without its empty cells', () => {
  assert.deepEqual(render(wide, 28), [
    'one thing: first cell',
    'another thing: second cell',
    '',
    'one thing: and again',
    'another thing: the same',
    'the third thing: words',
  ]);
  assert.equal(render(wide, 24, 'zh')[0], 'one thing：first cell');
});
