// Tests frames over the chunks in which they came.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderChart } from '../../../src/screen/charts/chart.ts';
import { readFrames } from '../../../src/screen/charts/frame-reader.ts';
import { cut, frame, made, plain, receive } from './runs.ts';

function read(...chunks: Buffer[]) {
  const all = chunks.map((chunk) => ({
    bytes: chunk.length,
    hex: chunk.subarray(0, 48).toString('hex'),
  }));
  return readFrames(all).map(({ length, body, headerChunks, bodyChunks, state }) => [
    length,
    body,
    headerChunks.join('+'),
    bodyChunks.join('+'),
    state,
  ]);
}

describe('reading frames', () => {
  const hello = frame('hello');

  it('knows in which chunks header and body lie', () => {
    assert.deepEqual(read(...cut(Buffer.concat([hello, frame(''), hello]), 2, 6, 11)), [
      [5, 5, '1+2', '2+3', 'whole'],
      [0, 0, '3+4', '', 'whole'],
      [5, 5, '4', '4', 'whole'],
    ]);
  });

  it('knows what is missing', () => {
    assert.deepEqual(read(hello.subarray(0, 3)), [[null, 0, '1', '', 'unfinished']]);
    assert.deepEqual(read(hello.subarray(0, 7)), [[5, 3, '1', '1', 'unfinished']]);
    assert.deepEqual(read(hello.subarray(0, 4)), [[5, 0, '1', '', 'unfinished']]);
  });

  it('neither trusts a length whose bytes never came, nor guesses unknown bytes', () => {
    assert.deepEqual(read(Buffer.from('7fffffff00', 'hex')), [
      [2 ** 31 - 1, 1, '1', '1', 'impossible'],
    ]);
    const long = frame('x'.repeat(60));
    assert.deepEqual(read(Buffer.concat([long, hello])), [
      [60, 60, '1', '1', 'whole'],
      [null, 0, '1', '', 'unreadable'],
    ]);
    // The first bytes of the next chunk are known.
    assert.deepEqual(read(long, hello), [
      [60, 60, '1', '1', 'whole'],
      [5, 5, '2', '2', 'whole'],
    ]);
  });
});

describe('the picture of frames', () => {
  it('has headers and bodies below the bytes', () => {
    const bytes = Buffer.concat([frame('hello'), frame('ok')]);
    assert.deepEqual(renderChart('frames', [receive(...cut(bytes, 2, 7))], plain), [
      'server :51324 · 2 whole frames in 15 bytes, 3 chunks',
      '    1     2              3',
      ' 0  00 00┃00 05 68 65 6c┃6c 6f 00 00 00 02 6f 6b',
      '    ╞#1:5╪════╡ ├─body──┼────┤ ╞═#2: 2═══╡ ├───┤',
      '         ↑              ↑',
      '#1: length 5; header torn between chunks 1 and 2; body torn',
      'between chunks 2 and 3',
      '#2: length 2, whole in chunk 3',
    ]);
  });

  it('shows three frames in a chunk, and an impossible length', () => {
    const three = Buffer.concat(['a', 'bc', ''].map((body) => frame(body)));
    const lines = renderChart('frames', [receive(three, Buffer.from('7fffffff0a', 'hex'))], {
      ...plain,
      width: 80,
    });
    assert.deepEqual(lines, [
      'server :51324 · 3 whole frames in 20 bytes, 2 chunks',
      '    1                                            2',
      ' 0  00 00 00 01 61 00 00 00 02 62 63 00 00 00 00┃7f ff ff ff 0a',
      '    ╞═#1: 1═══╡ ├┤ ╞═#2: 2═══╡ ├───┤ ╞═#3: 0═══╡┃╞#4:2.0GiB… ├…',
      '#1: length 1, whole in chunk 1',
      '#2: length 2, whole in chunk 1',
      '#3: length 0, whole in chunk 1',
      "#4: its header says 2,147,483,647 bytes. That can't be: 1 came.",
      'Chunk 1 holds 3 whole frames.',
    ]);
  });

  it('says what it does not know, in words too', () => {
    const run = receive(Buffer.concat([frame('x'.repeat(60)), frame('y')]));
    const lines = renderChart('frames', [run], { ...plain, form: 'words', language: 'zh' });
    assert.deepEqual(lines, [
      'server :51324 · 1 个完整的帧，69 字节，1 个数据块',
      '#1：长度 60，整帧都在第 1 块里',
      '#2 的帧头应在第 64 字节处，在某个数据块的前 48 字节之后；那',
      '里的字节不知道，所以读不出来。',
    ]);
    assert.match(renderChart('frames', [run], plain).join('\n'), /… 54 more … 5 more$/m);
    assert.deepEqual(renderChart('frames', [[...made]], plain), [
      'No bytes arrived anywhere, so there are no frames.',
    ]);
  });
});
