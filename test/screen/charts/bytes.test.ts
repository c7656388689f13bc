// Tests the ruler of bytes: characters below the bytes they are made of, and cuts.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { measureChart, renderChart } from '../../../src/screen/charts/chart.ts';
import { cut, made, plain, receive } from './runs.ts';

describe('the ruler of bytes', () => {
  it('shows a cut inside a character by a sign, and in words', () => {
    const run = receive(...cut('你好!\n', 2, 6));
    assert.deepEqual(renderChart('bytes', [run], plain), [
      'server :51324 · 8 bytes in 3 chunks',
      '   1     2           3',
      '0  e4 bd┃a0 e5 a5 bd┃21 0a',
      '   你───╂─┘ 好─────┘┃!  ␊',
      '        ↑',
      '1 of 2 cuts falls inside a character: 你.',
      '┃ cut   ↑ inside a character',
    ]);
    assert.deepEqual(renderChart('bytes', [run], { ...plain, form: 'words', language: 'zh' }), [
      'server :51324 · 8 字节，分成 3 个数据块',
      '第 1 块，2 字节：e4 bd；切在 你 中间',
      '第 2 块，4 字节：a0 e5 a5 bd；文字 好',
      '第 3 块，2 字节：21 0a；文字 !␊',
      '2 处切口中有 1 处落在字符中间：你。',
    ]);
    assert.deepEqual(measureChart('bytes', [run]), {
      connections: [
        {
          actor: 'server',
          connection: 51324,
          bytes: 8,
          chunks: [
            { bytes: 2, hex: 'e4bd' },
            { bytes: 4, hex: 'a0e5a5bd' },
            { bytes: 2, hex: '210a' },
          ],
          cutsInsideCharacters: [2],
        },
      ],
    });
  });

  it('continues in the next row, even within a character', () => {
    assert.deepEqual(
      renderChart('bytes', [receive(...cut('a你😀b', 4, 6))], { ...plain, width: 20 }),
      [
        'server :51324 · 9',
        'bytes in 3 chunks',
        ' 1           2',
        ' 61 e4 bd a0┃f0 9f',
        ' a  你─────┘┃😀───',
        ' 3',
        '┃98 80 62',
        '╂────┘ b',
        '↑',
        '1 of 2 cuts falls',
        'inside a character:',
        '😀.',
        '┃ cut   ↑ inside a',
        'character',
      ],
    );
  });

  it('distinguishes invalid bytes from an unfinished character', () => {
    const wrong = renderChart('bytes', [receive(Buffer.from('ff00c32880e4bd', 'hex'))], plain);
    assert.equal(wrong[3], '   �  ␀  �  (  �  �───┘');
    assert.equal(wrong[4], 'All of it came in one chunk: there is no cut.');
    const long = Buffer.from(`${'x'.repeat(47)}你好`);
    const lines = renderChart('bytes', [receive(long, Buffer.from('bd20', 'hex'))], plain);
    assert.match(lines.join('\n'), /e4 … 5 more┃bd 20\n *x.* x {2}\? {10}┃\? {2}␣$/m);
    assert.equal(lines.at(-2), 'Of a longer chunk only its first 48 bytes are known.');
    assert.doesNotMatch(lines.join('\n'), /between/);
  });

  it('draws a limited number of bytes', () => {
    const lines = renderChart('bytes', [receive(...Array(500).fill('x'.repeat(40)))], plain);
    assert.ok(lines.length < 45, `${lines.length} lines`);
    assert.match(lines.join('\n'), /^… 494 more chunks, [\d,]+ bytes$/m);
    assert.deepEqual(renderChart('bytes', [[...made]], plain), [
      'No bytes arrived anywhere, so there is nothing to lay a',
      'ruler along.',
    ]);
  });
});
