// Tests how many columns a text takes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { showControls } from '../../src/screen/printable.ts';
import {
  isSteady,
  measureWidest,
  measureWidth,
  padEnd,
  splitCells,
  stripEscapes,
  truncate,
} from '../../src/text/width.ts';
import { draw } from '../screen/emulator.ts';
import { unlessLong } from '../support/length.ts';

const RED = '\u001b[31m';
const PLAIN = '\u001b[39m';

test('measures what a terminal draws', () => {
  const widths: [string, number][] = [
    ['', 0],
    ['abc', 3],
    ['你好，世界', 10],
    ['한국어', 6],
    ['e\u0301', 1],
    ['😀', 2],
    ['👨‍👩‍👧‍👦', 2],
    ['🇨🇳', 2],
    [`${RED}a${PLAIN}`, 1],
    ['\u001b]8;;http://x\u001b\\a\u001b]8;;\u001b\\', 1],
    ['─│·…', 4],
  ];
  for (const [text, width] of widths) assert.equal(measureWidth(text), width, JSON.stringify(text));
});

test('the widest counts what old terminals draw: each part of a joined emoji', () => {
  assert.equal(measureWidest('👨‍👩‍👧‍👦'), 8);
  assert.equal(measureWidest('🇨🇳'), 4);
  assert.equal(measureWidest('❤️'), 2);
  assert.equal(measureWidest(`${RED}你${PLAIN}`), 2);
});

test('steady text measures the same in every way', () => {
  for (const text of ['plain', '你好，世界！', 'é n\u0303', 'один', '「カナ」', '──┼──']) {
    assert.ok(isSteady(text), text);
    assert.equal(measureWidest(text), measureWidth(text));
  }
  for (const text of ['😀', '❤️', '\u001b[1m', '\u0e33']) assert.ok(!isSteady(text), text);
});

test('cells are characters and escape sequences, and give the text again when joined', () => {
  const text = `a${RED}你e\u0301👨‍👩‍👧${PLAIN}\u001b]8;;http://x\u0007z`;
  const cells = splitCells(text);
  assert.equal(cells.map((cell) => cell.text).join(''), text);
  assert.deepEqual(
    cells.map((cell) => cell.width),
    [1, 0, 2, 1, 2, 0, 0, 1],
  );
  assert.equal(stripEscapes(text), 'a你e\u0301👨‍👩‍👧z');
});

test('steady text is split as Unicode says', { skip: unlessLong }, () => {
  const steady: string[] = [];
  for (let code = 0x20; code < 0xffff; code += 1) {
    const character = String.fromCharCode(code);
    if (isSteady(character)) steady.push(character);
  }
  const text = steady.join('');
  // With the marks, which belong to the letter before, and without any.
  for (const each of [text, text.replace(/\p{M}/gu, ''), [...text].reverse().join('')]) {
    const expected = Array.from(new Intl.Segmenter().segment(each), ({ segment }) => segment);
    assert.deepEqual(
      splitCells(each).map((cell) => cell.text),
      expected,
    );
  }
});

test('steady text stays steady in colour', () => {
  const text = `${RED}e\u0301你${PLAIN}·`;
  assert.deepEqual([measureWidth(text), measureWidest(text)], [4, 4]);
});

test('pads to columns, not to characters', () => {
  assert.equal(padEnd('你好', 6), '你好  ');
  assert.equal(padEnd(`${RED}a${PLAIN}`, 3), `${RED}a${PLAIN}  `);
  assert.equal(padEnd('long', 2), 'long');
});

test('cuts between characters, and marks the cut', () => {
  assert.equal(truncate('abcdef', 6), 'abcdef');
  assert.equal(truncate('abcdef', 4), 'abc…');
  assert.equal(truncate('你好世界', 6), '你好…');
  assert.equal(truncate('你好世界', 5), '你好…');
  assert.equal(truncate('abcdef', 4, ''), 'abcd');
  assert.equal(truncate('abcdef', 1), '…');
  assert.equal(truncate('abcdef', 0), '');
});

test('a cut keeps what ends a style', () => {
  assert.equal(truncate(`${RED}abcdef${PLAIN}`, 4), `${RED}abc…${PLAIN}`);
});

test('no character takes more columns in a terminal than its widest form', async () => {
  // Every 31st of the first three planes: all but the smallest blocks are tested.
  const codes = Array.from({ length: 6_300 }, (_, index) => 0x20 + index * 31);
  const characters = codes.map((code) => showControls(String.fromCodePoint(code)));
  const drawn = await draw(
    characters.map((character) => `x${character}|`),
    20,
  );
  characters.forEach((character, index) => {
    const bar = Array.from({ length: 20 }, (_, column) => column).findLast((column) =>
      drawn[index]?.at(column).startsWith('|'),
    );
    const widest = measureWidest(character);
    assert.ok(bar !== undefined && bar <= widest + 1, `${codes[index]?.toString(16)}: ${bar}`);
  });
});
