// Tests the chart of chunks: how many, and how large.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { measureChart, renderChart } from '../../../src/screen/charts/chart.ts';
import type { TraceEvent } from '../../../src/stage/trace/trace.ts';
import { arrive, at, made, PORT, plain, receive } from './runs.ts';

const many = [
  ...Array.from({ length: 12 }, () => receive('onetwo')),
  ...Array.from({ length: 5 }, () => receive('one', 'two')),
  ...Array.from({ length: 1 }, () => receive('one', 't', 'w', 'o')),
];

describe('the chunks of many runs', () => {
  it('are a histogram without gaps', () => {
    assert.deepEqual(renderChart('chunks', many, plain), [
      'server · data events for each connection, over 18 runs',
      ' 1 chunk █████████████████████████████████████████ 12    67%',
      '2 chunks █████████████████▏                         5    28%',
      '3 chunks                                            0     0%',
      '4 chunks ███▍                                       1     6%',
    ]);
    assert.deepEqual(renderChart('chunks', many, { ...plain, width: 24, language: 'zh' }), [
      'server · 每个连接上的',
      'data 事件数，共运行',
      '18 次',
      '1 个数据块 ██████████ 12',
      '2 个数据块 ████▏       5',
      '3 个数据块             0',
      '4 个数据块 ▉           1',
    ]);
    assert.deepEqual(renderChart('chunks', many, { ...plain, form: 'words' }), [
      'server · data events for each connection, over 18 runs',
      '1 chunk: 12 times (67%)',
      '2 chunks: 5 times (28%)',
      '3 chunks: 0 times (0%)',
      '4 chunks: 1 time (6%)',
    ]);
    assert.deepEqual(measureChart('chunks', many), {
      runs: 18,
      actors: [{ actor: 'server', counts: { 1: 12, 2: 5, 4: 1 } }],
    });
  });

  it('count a connection without data as one with none, and leave out actors that never received any', () => {
    assert.deepEqual(measureChart('chunks', [receive('x'), [...made]]), {
      runs: 2,
      actors: [{ actor: 'server', counts: { 0: 1, 1: 1 } }],
    });
    const both = [...receive('x', 'y'), arrive('client', 'z')];
    assert.deepEqual(measureChart('chunks', [both, both]), {
      runs: 2,
      actors: [
        { actor: 'server', counts: { 2: 2 } },
        { actor: 'client', counts: { 1: 2 } },
      ],
    });
  });

  it('are grouped where they vary too much', () => {
    const runs = Array.from({ length: 45 }, (_, index) => receive(...Array(index + 1).fill('x')));
    const [, ...rows] = renderChart('chunks', runs, plain);
    assert.equal(rows.length, 12);
    assert.match(rows[0] ?? '', /^ *0–3 chunks █+[▉-▏]? +3 /);
    assert.match(rows[1] ?? '', /^ *4–7 chunks █+ +4 /);
    assert.match(rows.at(-1) ?? '', /^44–47 chunks █+[▉-▏]? +2 /);
  });
});

describe('the chunks of one run', () => {
  const sizes = [65_536, 65_536, 339];
  const run = [...made, ...sizes.map((bytes) => at(2, 'server', 'data', { bytes, hex: '' }))];

  it('are a box of cells', () => {
    assert.deepEqual(renderChart('chunks', [run], { ...plain, width: 40 }), [
      'server :51324 · 131,411 bytes in 3',
      'chunks',
      '┌───────────────┬───────────────┬─────┐',
      '│     65536     │     65536     │ 339 │',
      '└───────────────┴───────────────┴─────┘',
    ]);
    assert.deepEqual(renderChart('chunks', [run], { ...plain, form: 'words' }), [
      'server :51324 · 131,411 bytes in 3 chunks',
      'sizes in bytes: 65536, 65536, 339',
    ]);
  });

  it('are counted where there is no room for them', () => {
    const lines = renderChart('chunks', [receive(...Array(50).fill('x'))], { ...plain, width: 34 });
    assert.deepEqual(lines.slice(2), [
      '┌───┬───┬───┬───┬───┬───┬───┐',
      '│ 1 │ 1 │ 1 │ 1 │ 1 │ 1 │ 1 │ +43',
      '└───┴───┴───┴───┴───┴───┴───┘',
    ]);
  });

  it('are those that the program was handed; where it took none, those that arrived', () => {
    const untaken = (chunk: string) => ({ ...arrive('server', chunk), kind: 'arrived' as const });
    const measure = (...events: TraceEvent[]) => measureChart('chunks', [[...made, ...events]]);
    const sizes = (...list: number[]) => ({
      runs: 1,
      connections: [{ actor: 'server', connection: PORT, sizes: list }],
    });
    const taken = measure(untaken('a'), untaken('bc'), arrive('server', 'abc'), untaken('d'));
    assert.deepEqual(taken, sizes(3));
    assert.deepEqual(measure(untaken('a'), untaken('bc')), sizes(1, 2));
  });

  it('are listed for each connection, also where there are none', () => {
    const clients = Array.from({ length: 11 }, (_, index) => arrive('server', 'x', 50_000 + index));
    const lines = renderChart('chunks', [clients], plain);
    assert.equal(lines.filter((line) => line.startsWith('server :5000')).length, 8);
    assert.equal(lines.at(-1), '… 3 more connections');
    assert.deepEqual(renderChart('chunks', [[...made]], plain), [
      'No data arrived anywhere, so there are no chunks to count.',
    ]);
  });
});
