// Tests the chart of how connections end.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { measureChart, renderChart } from '../../../src/screen/charts/chart.ts';
import type { TraceEvent } from '../../../src/stage/trace/trace.ts';
import { at, made, plain } from './runs.ts';

const HALF: readonly TraceEvent[] = [
  ...made,
  at(2, 'client', 'end', { by: 'you' }),
  at(2.2, 'server', 'end', { by: 'peer' }),
  at(9, 'server', 'end', { by: 'you' }),
  at(9.1, 'client', 'end', { by: 'peer' }),
  at(10, 'client', 'destroy', { by: 'node' }),
  at(10.5, 'client', 'close', { hadError: false }),
  at(11, 'server', 'close', { hadError: false }),
];

describe('the end of a connection', () => {
  it('has two lanes, and all events', () => {
    assert.deepEqual(renderChart('closing', [[...HALF]], plain), [
      'Connection :51324 · 1.0 to 11.0 ms',
      'client → server  ━━━━┤',
      'server → client  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┤',
      '                └─────────────────┴────────────────────┴────',
      '                                  5 ms                 10',
      '     2.0  client ends its half',
      '     2.2  server reads the end of the other half',
      '     9.0  server ends its half',
      '     9.1  client reads the end of the other half',
      '    10.0  Node destroys the socket of client by itself',
      '    10.5  close at client',
      '    11.0  close at server',
      'Half open for 7.0 ms: one direction had ended, the other had',
      'not.',
      '━ may still send   ┤ ended   ╳ destroyed   R reset   ! error',
    ]);
  });

  it('is described in words', () => {
    const options = { ...plain, form: 'words', language: 'zh' } as const;
    assert.deepEqual(renderChart('closing', [[...HALF]], options).slice(0, 3), [
      '连接 :51324 · 1.0 到 11.0 毫秒',
      '     2.0  client 关闭自己这个方向',
      '     2.2  server 读到了另一个方向的结尾',
    ]);
  });

  it('by a reset is not called half-open', () => {
    const run = [
      ...made,
      at(5, 'client', 'reset'),
      at(5.1, 'client', 'close', { hadError: false }),
      at(6, 'server', 'destroy', { by: 'node' }),
      at(6, 'server', 'error', { code: 'ECONNRESET' }),
      at(6, 'server', 'close', { hadError: true }),
    ];
    const lines = renderChart('closing', [run], plain);
    assert.match(lines[1] ?? '', /━R$/);
    assert.match(lines[2] ?? '', /━╳$/);
    assert.ok(lines.includes('     6.0  server gets an error: ECONNRESET'));
    assert.ok(lines.includes('     6.0  close at server, after an error (hadError: true)'));
    assert.doesNotMatch(lines.join(), /Half open/);
  });

  it('may not have come, or be seen from one side only', () => {
    const open = renderChart('closing', [HALF.slice(0, 4)], plain);
    assert.ok(open.includes('The connection was still open at the end.'));
    const alone = HALF.filter(({ actor }) => actor === 'server');
    const lines = renderChart('closing', [alone], plain);
    assert.match(lines[1] ?? '', /^peer → server +━+┤$/);
    assert.match(lines[2] ?? '', /^server → peer +━+┤$/);
  });

  it('may arrive where nobody reads it', () => {
    const unread = [
      ...made,
      at(2, 'client', 'end', { by: 'you' }),
      at(2.2, 'server', 'fin', { isUnread: true }),
      at(9, 'server', 'write', { bytes: 1 }),
    ];
    const lines = renderChart('closing', [unread], plain);
    assert.ok(lines.includes('     2.2  the end of the other half arrives at server, where'));
    assert.ok(lines.includes('The connection was still open at the end.'));
    assert.ok(lines.some((line) => line.startsWith('Half open for 7.0 ms')));
    // Of a peer that is no program of the run, it is all that is known.
    const alone = unread.filter(({ actor }) => actor === 'server');
    assert.match(renderChart('closing', [alone], plain)[1] ?? '', /^peer → server +━+┤$/);
    assert.ok(renderChart('closing', [alone], plain).some((line) => line.startsWith('Half open')));
  });

  it('that was asked for before the connection was made belongs to it', () => {
    const early = [
      at(0, 'client', 'connecting', { connection: undefined } as object),
      at(0.5, 'client', 'end', { by: 'you', connection: undefined } as object),
      ...HALF.filter(({ kind, actor }) => kind !== 'end' || actor !== 'client'),
    ];
    const { connections } = measureChart('closing', [early]) as {
      connections: { directions: { ended: number; by: string }[] }[];
    };
    assert.equal(connections.length, 1);
    assert.deepEqual(
      connections[0]?.directions.map(({ ended, by }) => [ended, by]),
      [
        [1, 'end'],
        [9, 'end'],
      ],
    );
  });

  it('is one of several where a port is used again, and none where no client connected', () => {
    const { connections } = measureChart('closing', [[...HALF, ...HALF]]) as {
      connections: unknown[];
    };
    assert.equal(connections.length, 2);
    assert.deepEqual(renderChart('closing', [[]], plain), [
      'No connection was made, so none was closed.',
    ]);
  });
});
