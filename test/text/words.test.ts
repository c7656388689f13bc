// Tests the words of a small command line against those that a shell makes of it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { quoteWord, splitWords } from '../../src/text/words.ts';

const LINES = [
  'server.js 7000',
  '  NAME=ann\tchat.js   hi ',
  `NAME='ann b' "my chat.js" 'it'\\''s' ""`,
  'a\\ b c\\\\d \\"e\\" x\\y',
  '"a \\" b" "c\\\\d" "e\\f" "\\$HOME" \'$HOME\'',
  "GREETING=你好' 'world chat.js",
  'chat.js \'{"a": [1, 2]}\' --level=3',
  'trailing\\',
];

describe('splitWords', () => {
  for (const line of LINES) {
    it(`reads ${line} as a shell does`, { skip: process.platform === 'win32' }, () => {
      // `set --` takes them without running anything.
      const script = `set -f; eval "set -- $1"; for word; do printf '%s\\0' "$word"; done`;
      const { stdout } = spawnSync('/bin/sh', ['-c', script, 'sh', line], { encoding: 'utf8' });
      assert.deepEqual(splitWords(line, false), stdout.split('\0').slice(0, -1));
    });
  }

  it('finds a quote without an end, and what only a shell could do', () => {
    assert.deepEqual(splitWords(`NAME='ann chat.js`, false), { kind: 'openQuote', sign: "'" });
    assert.deepEqual(splitWords('say "a \\"', false), { kind: 'openQuote', sign: '"' });
    for (const [line, sign] of [
      ['a.js | tee log', '|'],
      ['a.js > log', '>'],
      ['a.js && b.js', '&'],
      ['NAME=$USER a.js', '$'],
      ['NAME="$USER" a.js', '$'],
      ['a.js `date`', '`'],
    ] as const) {
      assert.deepEqual(splitWords(line, false), { kind: 'shellSign', sign }, line);
    }
    assert.deepEqual(splitWords(`a.js 'x|y' x\\|y 5$`, false), ['a.js', 'x|y', 'x|y', '5$']);
  });

  it('takes a backslash for what it is on Windows', () => {
    assert.deepEqual(splitWords('src\\server.js 7000', true), ['src\\server.js', '7000']);
    assert.deepEqual(splitWords('"C:\\my tour\\a.js" x', true), ['C:\\my tour\\a.js', 'x']);
  });
});

describe('quoteWord', () => {
  it('quotes what would not be one word', () => {
    for (const word of ['a b', "it's", '', '$HOME', 'x|y', 'plain', '你好']) {
      assert.deepEqual(splitWords(quoteWord(word), false), [word]);
    }
    assert.equal(quoteWord('NAME=ann'), 'NAME=ann');
  });
});
