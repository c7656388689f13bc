// Tests that texts which are compared stand one below the other, as they are.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pairQuotes } from '../../src/screen/difference.ts';

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

  it('have no mark where they are alike, and a mark at the end of the shorter one', () => {
    assert.deepEqual(draw('“a”', '“a”'), ['“a”', '“a”', '']);
    assert.equal(draw('“a”', '“a”, “b”')[2], '   ^');
  });

  it('are none where one of them quotes nothing', () => {
    assert.equal(pairQuotes('exit code 1', '“a”', 80), null);
  });
});
