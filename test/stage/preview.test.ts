// Tests that a preview is one printable line, from which the bytes can be told.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { previewBytes } from '../../src/stage/preview.ts';

const CASES: [bytes: string | number[], preview: string][] = [
  ['', ''],
  ['I am Chuck Norris!', 'I am Chuck Norris!'],
  ['a\tb\r\n\\', 'a\\tb\\r\\n\\\\'],
  ['né 你好 😀', 'né 你好 😀'],
  [[0x00, 0x1b, 0x7f, 0xff], '\\x00\\x1b\\x7f\\xff'],
  [[0xc3, 0x28, 0xe4, 0xbd, 0x41, 0xed, 0xa0, 0x80], '\\xc3(\\xe4\\xbdA\\xed\\xa0\\x80'],
  ['\u0085\u202e\u2028\u2029', '\\xc2\\x85\\xe2\\x80\\xae\\xe2\\x80\\xa8\\xe2\\x80\\xa9'],
  ['\ufeffmark', '\\xef\\xbb\\xbfmark'],
  ['x'.repeat(60), 'x'.repeat(48)],
  [`${'x'.repeat(46)}你`, `${'x'.repeat(46)}\\xe4\\xbd`],
  [`${'x'.repeat(45)}你好`, `${'x'.repeat(45)}你`],
];

for (const [bytes, preview] of CASES) {
  it(`shows ${JSON.stringify(bytes).slice(0, 60)}`, () => {
    assert.equal(previewBytes(Buffer.from(bytes as string)), preview);
  });
}

it('shows as many bytes as asked', () => {
  assert.equal(previewBytes(Buffer.from('hello'), 3), 'hel');
});
