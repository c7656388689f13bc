// Tests the chart of attempts to connect.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { measureChart, renderChart } from '../../../src/screen/charts/chart.ts';
import type { TraceEvent } from '../../../src/stage/trace/trace.ts';
import { measureWidth } from '../../../src/text/width.ts';
import { plain } from './runs.ts';

function at(ms: number, kind: TraceEvent['kind'], more: Partial<TraceEvent> = {}): TraceEvent {
  return { at: ms, actor: 'client', kind, ...more };
}

const refused = (ms: number): TraceEvent[] => [
  at(ms, 'connecting'),
  at(ms, 'error', { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' }),
  at(ms, 'close', { hadError: true }),
];
const connected = (ms: number, connection: number): TraceEvent[] => [
  at(ms, 'connecting'),
  at(ms + 1, 'connect', { connection }),
  at(ms + 2, 'close', { connection, hadError: false }),
];
/** A client that doubles its waits. */
const DOUBLING = [
  ...connected(0, 5001),
  ...[100, 300, 700].flatMap(refused),
  ...connected(1500, 5002),
];

describe('attempts to connect', () => {
  it('are marks over time, the refused ones below those that connected', () => {
    assert.deepEqual(renderChart('attempts', [DOUBLING], plain), [
      'client · 5 attempts to connect: 2 connected, 3 refused',
      'connected        │█                                        █',
      'refused          │  █     █          █',
      '                 └┴─────────────┴─────────────┴────────────┴',
      '                  0 ms          500           1000      1500',
      'a mark is one attempt',
    ]);
  });

  it('show a herd as a spike, and one with jitter as a spread, on one scale', () => {
    const herd = Array.from({ length: 50 }, () => refused(200)).flat();
    const jitter = Array.from({ length: 50 }, (_, index) => refused(100 + index * 4)).flat();
    const spread = jitter.map((event) => ({ ...event, actor: 'client-2' }));
    const lines = renderChart('attempts', [[...herd, ...spread]], { ...plain, width: 100 });
    const rows = lines.filter((line) => line.includes('│')).map((line) => line.trimEnd());
    assert.equal(rows.length, 8);
    assert.equal(rows.slice(0, 4).join('').match(/█/g)?.length, 4);
    assert.doesNotMatch(rows.slice(4, 7).join(''), /[▁-█]/);
    assert.match(rows[7] ?? '', /▁.*▁.*▁/);
    assert.match(lines.join('\n'), /At most 50 attempts.*\n[\s\S]*At most 13 attempts/);
    assert.match(lines.at(-1) ?? '', /^full height: 50 attempts within [\d.]+ ms$/);
  });

  it('keep what connects apart from what is refused meanwhile', () => {
    const mixed = [
      ...[0, 1, 2].map((ms) => at(ms, 'connecting')),
      at(3, 'error', { code: 'ECONNREFUSED' }),
      at(3, 'connect', { connection: 5001 }),
      at(3, 'close', { hadError: true }),
      at(4, 'error', { code: 'ETIMEDOUT' }),
      at(4, 'close', { hadError: true }),
      at(5, 'connecting'),
    ];
    const { attempts } = measureChart('attempts', [mixed]) as {
      attempts: { outcome: string; code: string | null }[];
    };
    assert.deepEqual(
      attempts.map(({ outcome, code }) => [outcome, code]),
      [
        ['refused', 'ECONNREFUSED'],
        ['connected', null],
        ['failed', 'ETIMEDOUT'],
        ['open', null],
      ],
    );
  });

  it('of many clients are drawn together', () => {
    const many = Array.from({ length: 6 }, (_, index) =>
      DOUBLING.map((event) => ({ ...event, actor: `client-${index + 1}` })),
    ).flat();
    const [title] = renderChart('attempts', [many], plain);
    assert.match(title ?? '', /^6 clients together · 30 attempts/);
  });

  it('are told in words, and fit into any width', () => {
    const words = renderChart('attempts', [DOUBLING], { ...plain, form: 'words', language: 'zh' });
    assert.deepEqual(words.slice(0, 3), [
      'client · 尝试连接 5 次：连接成功 2，被拒绝 3',
      '从 0.0 毫秒起：1 次（连接成功 1）',
      '从 100.0 毫秒起：1 次（被拒绝 1）',
    ]);
    for (const language of ['en', 'zh'] as const) {
      for (const width of [20, 50, 80, 140]) {
        for (const line of renderChart('attempts', [DOUBLING], { ...plain, width, language })) {
          assert.ok(measureWidth(line) <= width, line);
        }
      }
    }
    assert.deepEqual(renderChart('attempts', [[]], plain), ['Nobody asked for a connection.']);
  });
});
