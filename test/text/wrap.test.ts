// Tests breaking lines in English and Chinese.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureWidest } from '../../src/text/width.ts';
import { GLUE, wrapText } from '../../src/text/wrap.ts';
import { draw } from '../screen/emulator.ts';
import { nastyTexts } from '../screen/hostile-text.ts';

const BOLD = '\u001b[1m';
const NORMAL = '\u001b[22m';

test('words stay whole, and blanks at a break vanish', () => {
  assert.deepEqual(wrapText('one two  three', 8), ['one two', 'three']);
  assert.deepEqual(wrapText('one two', 7), ['one two']);
  assert.deepEqual(wrapText('', 7), ['']);
});

test('a blank at the beginning stays', () => {
  assert.deepEqual(wrapText('  one two', 6), ['  one', 'two']);
});

test('a word that fits in no line is broken where the line ends', () => {
  assert.deepEqual(wrapText('abcdefghij', 4), ['abcd', 'efgh', 'ij']);
  assert.deepEqual(wrapText('abcdefghij/k', 4), ['abcd', 'efgh', 'ij/k']);
});

test('a path that fits in no line is broken behind its slashes', () => {
  assert.deepEqual(wrapText('at /a/very/long/path', 9), ['at /a/', 'very/', 'long/path']);
  assert.deepEqual(wrapText('http://host/a/b', 10), ['http://', 'host/a/b']);
});

test('line feeds break, also into empty lines', () => {
  assert.deepEqual(wrapText('a\n\nb c', 2), ['a', '', 'b', 'c']);
});

test('Chinese breaks anywhere except before a closing mark and after an opening one', () => {
  assert.deepEqual(wrapText('你好世界', 4), ['你好', '世界']);
  assert.deepEqual(wrapText('你好，世界', 4), ['你', '好，', '世界']);
  assert.deepEqual(wrapText('你好（世界）吧', 6), ['你好', '（世', '界）吧']);
  for (const closing of '，。；：、！？）」』】》') {
    assert.deepEqual(wrapText(`你好世${closing}界`, 6), ['你好', `世${closing}界`]);
  }
  for (const opening of '（「『【《') {
    assert.deepEqual(wrapText(`你好${opening}世界`, 6), ['你好', `${opening}世界`]);
  }
});

test('Chinese and Latin break where they meet, with or without a blank', () => {
  assert.deepEqual(wrapText('监听 socket 连接', 8), ['监听', 'socket', '连接']);
  assert.deepEqual(wrapText('监听socket连接', 6), ['监听', 'socket', '连接']);
});

test('a number stays with what it counts in Chinese', () => {
  const text = '参见第 10 课，共 18 字节';
  for (let columns = 10; columns < measureWidest(text); columns += 1) {
    const lines = wrapText(text, columns);
    assert.ok(!lines.some((line) => /^ *课|^ *10|第$|18$/.test(line)), lines.join('|'));
    assert.equal(lines.join('').replaceAll(' ', ''), text.replaceAll(' ', ''));
  }
});

test('endless punctuation is broken rather than too wide', () => {
  assert.deepEqual(wrapText('。。。。', 4), ['。。', '。。']);
});

test('glue prevents a break, and is left out of the lines', () => {
  assert.deepEqual(wrapText(`你好*${GLUE}世界`, 5), ['你好', '*世界']);
  assert.deepEqual(wrapText(`a${GLUE}b`, 5), ['ab']);
});

test('styles and links end with their line and begin again on the next', () => {
  assert.deepEqual(wrapText(`${BOLD}one two${NORMAL} x`, 4), [
    `${BOLD}one${NORMAL}`,
    `${BOLD}two${NORMAL}`,
    'x',
  ]);
  const open = '\u001b]8;;http://x\u001b\\';
  const close = '\u001b]8;;\u001b\\';
  assert.deepEqual(wrapText(`${open}one two${close}`, 4), [
    `${open}one${close}`,
    `${open}two${close}`,
  ]);
});

test('a style that has ended is not opened again', () => {
  const [, second] = wrapText(`\u001b[31ma\u001b[39m \u001b[2mbb\u001b[22m ccc`, 4);
  assert.equal(second, 'ccc');
});

test('no line is too wide in a terminal, and nothing but blanks is lost', async () => {
  const texts = nastyTexts.map((text) => text.replaceAll(/\p{Control}/gu, ''));
  for (const columns of [2, 3, 7, 20, 41]) {
    for (const text of texts) {
      const lines = wrapText(text, columns);
      const widest = Math.max(...lines.map(measureWidest));
      const most = Math.max(columns, ...[...widestCharacters(text)]);
      assert.ok(widest <= most, `${widest} > ${columns}: ${text}`);
      const bare = (one: string) => one.replaceAll(/ |\u2060/g, '');
      assert.equal(bare(lines.join('')), bare(text));
    }
  }
  const lines = texts.flatMap((text) => wrapText(text, 20));
  for (const age of ['old', 'new'] as const) {
    assert.equal((await draw(lines, 20, age)).length, lines.length);
  }
});

/** What can't be broken may be wider than the line. */
function* widestCharacters(text: string): Generator<number> {
  for (const { segment } of new Intl.Segmenter().segment(text)) yield measureWidest(segment);
}
