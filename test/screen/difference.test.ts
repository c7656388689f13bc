// Tests that texts which are compared stand one below the other, as they are.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { breakQuote, pairQuotes } from '../../src/screen/difference.ts';

const WANTED = 'as line 2: “00000010  73 21                     |s!|\\n” (54 bytes)';

function draw(expected: string, got: string, columns = 80): string[] {
  const pairs = pairQuotes(expected, got, columns);
  return (pairs ?? []).flatMap((pair) => [pair.expected, pair.got, pair.mark]);
}

describe('two quoted texts', () => {
  it('keep their blanks, and have a mark below the first difference', () => {
    const got = 'as line 2: “00000010  73 21  |s!|\\n” (20 bytes)';
    assert.deepEqual(draw(WANTED, got), [WANTED, got, `${' '.repeat(29)}^`]);
  });

  it('begin in the same column, whatever stands before them', () => {
    const lines = draw('“You said "HI"”', 'only “You said "HI”');
    assert.deepEqual(lines.slice(0, 2), ['     “You said "HI"”', 'only “You said "HI”']);
    assert.equal(lines[2]?.indexOf('^'), '     “You said "HI'.length);
  });

  it('are cut at the same places, with the mark in the line where they differ', () => {
    const lines = draw('“abcdefgh”', '“abcdefgx”', 5);
    assert.deepEqual(lines, ['“abcd', '“abcd', '', 'efgh”', 'efgx”', '   ^']);
  });

  it('are broken behind blanks, at the same one up to the difference', () => {
    const lines = draw('“one two three”', '“one twofold three”', 10);
    const [first, second, third] = [
      ['“one ', '“one ', ''],
      ['two three”', 'twofold ', '   ^'],
      ['', 'three”', ''],
    ];
    assert.deepEqual(lines, [first, second, third].flat());
    const long = draw('x“ab abcdefghijkl”', 'x“ab abcdefghijkx”', 8);
    assert.deepEqual(long.slice(0, 3), ['x“ab abc', 'x“ab abc', ''], 'a word that fits in no line');
    assert.deepEqual(draw('“你好，世界”', '“你好，世间”', 9).slice(3), ['界”', '间”', '^']);
  });

  it('are never cut within what stands for a byte or a control', () => {
    const whole = ['\\x1b', '\\n', '\\\\', 'x41', ' ', '\\xe4', '\\xbd', '\\xa0', '<U+202E>'];
    const text = whole.join('');
    const ends = whole.map((_, index) => whole.slice(0, index + 1).join('').length);
    // Only these three are characters of their own.
    const inX41 = [1, 2].map((more) => (ends[2] ?? 0) + more);
    for (let columns = 8; columns < text.length; columns += 1) {
      const lines = breakQuote(text, columns);
      assert.equal(lines.join(''), text);
      for (const [index, line] of lines.entries()) {
        const end = lines.slice(0, index + 1).join('').length;
        assert.ok([...ends, ...inX41].includes(end), `${columns}: ${line}`);
        assert.ok(line.length <= columns);
      }
    }
  });

  it('have no mark where they are alike, and a mark at the end of the shorter one', () => {
    assert.deepEqual(draw('“a”', '“a”'), ['“a”', '“a”', '']);
    assert.equal(draw('“a”', '“a”, “b”')[2], '   ^');
  });

  it('are none where one of them quotes nothing', () => {
    assert.equal(pairQuotes('exit code 1', '“a”', 80), null);
  });
});
