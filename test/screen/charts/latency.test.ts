// Tests the chart of how long bytes are on their way.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { measureChart, renderChart } from '../../../src/screen/charts/chart.ts';
import type { TraceEvent } from '../../../src/stage/trace/trace.ts';
import { measureWidth } from '../../../src/text/width.ts';
import { plain } from './runs.ts';

function at(
  ms: number,
  actor: string,
  kind: TraceEvent['kind'],
  more: Partial<TraceEvent> = {},
): TraceEvent {
  return { at: ms, actor, kind, ...more };
}

function join(actor: string, connection: number): TraceEvent[] {
  return [
    at(1, actor, 'connecting', { remote: '127.0.0.1:7000' }),
    at(2, actor, 'connect', { connection, remote: '127.0.0.1:7000' }),
    at(2, 'server', 'connection', { connection, remote: `127.0.0.1:${connection}` }),
  ];
}

/** Two members: the first reads at once, the second late, in pieces, and not to the end. */
const CHAT = [
  ...join('client', 5001),
  ...join('client-2', 5002),
  at(10, 'server', 'write', { connection: 5001, bytes: 10 }),
  at(10, 'server', 'write', { connection: 5002, bytes: 10 }),
  at(10.5, 'client', 'data', { connection: 5001, bytes: 10 }),
  at(100, 'client-2', 'data', { connection: 5002, bytes: 4 }),
  at(210, 'client-2', 'data', { connection: 5002, bytes: 6 }),
  at(220, 'server', 'write', { connection: 5002, bytes: 10 }),
  at(230, 'client', 'write', { connection: 5001, bytes: 3 }),
  at(232, 'server', 'data', { connection: 5001, bytes: 3 }),
];

describe('latency', () => {
  it('counts from a write until all of it was read, for each reader', () => {
    const { readers } = measureChart('latency', [CHAT]) as {
      readers: { actor: string; writes: number; unread: number; ms: { most: number } | null }[];
    };
    assert.deepEqual(
      readers.map(({ actor, writes, unread, ms }) => [actor, writes, unread, ms?.most]),
      [
        ['client', 1, 0, 0.5],
        ['client-2', 1, 1, 200],
        ['server', 1, 0, 2],
      ],
    );
  });

  it('is a spread over classes of time, the slowest reader first', () => {
    assert.deepEqual(renderChart('latency', [CHAT], { ...plain, width: 100 }), [
      'From a write until all of it was read at the other end, by who read',
      'client-2                                     ████',
      'server                   ████',
      'client              ████',
      '             0.1  0.3   1    3    10   30  100  300  1000',
      'ms; the height is the share of writes, for each reader by itself',
      'client-2: 1 write read; median 200.0 ms, 95th percentile 200.0 ms, 99th 200.0 ms, longest 200.0 ms.',
      '1 write to it not read.',
      'server: 1 write read; median 2.0 ms, 95th percentile 2.0 ms, 99th 2.0 ms, longest 2.0 ms.',
      'client: 1 write read; median 0.5 ms, 95th percentile 0.5 ms, 99th 0.5 ms, longest 0.5 ms.',
    ]);
  });

  it('sums up readers beyond the slowest, and tells of one that read nothing', () => {
    const many = Array.from({ length: 12 }, (_, index) => [
      ...join(`client-${index + 1}`, 6000 + index),
      at(10, 'server', 'write', { connection: 6000 + index, bytes: 10 }),
      ...(index === 0
        ? []
        : [at(10 + index, `client-${index + 1}`, 'data', { connection: 6000 + index, bytes: 10 })]),
    ]).flat();
    const lines = renderChart('latency', [many], { ...plain, width: 140 });
    assert.match(lines[1] ?? '', /^client-1\s*$/);
    assert.match(lines.join('\n'), /^client-1: read nothing\. 1 write to it not read\.$/m);
    assert.match(lines.join('\n'), /^4 others: 4 writes read; median 2\.0 ms/m);
  });

  it('fits into any width, in words too', () => {
    for (const language of ['en', 'zh'] as const) {
      for (const form of ['picture', 'words'] as const) {
        for (const width of [20, 50, 80, 140]) {
          for (const line of renderChart('latency', [CHAT], { ...plain, width, language, form })) {
            assert.ok(measureWidth(line) <= width, line);
          }
        }
      }
    }
    assert.match(renderChart('latency', [[]], plain).join(' '), /^Nothing was written/);
  });
});
