// Tests a program's text made safe to print.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expandTabs, showControls } from '../../src/screen/printable.ts';
import { draw } from './emulator.ts';
import { nastyTexts } from './hostile-text.ts';

test('controls become their pictures', () => {
  assert.equal(showControls('\u0000a\u001b[31m\r\u007f'), '␀a␛[31m␍␡');
  assert.equal(showControls('\u009b31m \u0085'), '<U+009B>31m <U+0085>');
});

test('characters that hide or turn text are named', () => {
  assert.equal(showControls('a\u202eb\u200bc\ufeff'), 'a<U+202E>b<U+200B>c<U+FEFF>');
  assert.equal(showControls('\u2028\u2066'), '<U+2028><U+2066>');
});

test('half a surrogate pair is a replacement character, a whole one stays', () => {
  assert.equal(showControls('\ud83d 😀 \ude00'), '� 😀 �');
});

test('characters that join letters and emoji stay', () => {
  const text = 'नमस्ते می\u200cخواهم 👨‍👩‍👧 ❤️ e\u0301';
  assert.equal(showControls(text), text);
});

test('a mark that begins a text stands on a circle, not on what is before it', () => {
  assert.equal(showControls('\u0301a'), '◌\u0301a');
  assert.equal(showControls('\u200d'), '◌\u200d');
});

test('tabs stay until they are expanded, to stops of 8 columns', () => {
  assert.equal(showControls('\ta'), '\ta');
  assert.equal(expandTabs('a\tb\t\tc'), 'a       b               c');
  assert.equal(expandTabs('你好\tx'), '你好    x');
});

test('a terminal obeys nothing in printable text', async () => {
  const lines = nastyTexts.map((text) => showControls(text).slice(0, 90));
  const drawn = await draw([...lines, 'last'], 400);
  assert.equal(drawn.length, lines.length + 1);
  assert.equal(drawn.at(-1)?.text, 'last');
});
