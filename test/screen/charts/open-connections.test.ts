// Tests the chart of the connections that a server has open.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderChart } from '../../../src/screen/charts/chart.ts';
import type { TraceEvent } from '../../../src/stage/trace/trace.ts';
import { measureWidth } from '../../../src/text/width.ts';
import { plain } from './runs.ts';

function at(ms: number, kind: TraceEvent['kind'], more: Partial<TraceEvent> = {}): TraceEvent {
  return { at: ms, actor: 'server', kind, ...more };
}

/** Three clients come; the server closes, one finishes, and the last one goes. */
const SHUTDOWN = [
  at(0, 'listening', { local: '127.0.0.1:7000' }),
  ...[10, 20, 30].map((ms, index) => at(ms, 'connection', { connection: 5001 + index })),
  at(50, 'close', { connection: 5001, hadError: false }),
  at(60, 'closing', { local: '127.0.0.1:7000' }),
  at(70, 'close', { connection: 5002, hadError: false }),
  at(90, 'close', { connection: 5003, hadError: false }),
  at(91, 'close', { local: '127.0.0.1:7000' }),
  at(100, 'exit', { code: 0 }),
];

describe('open connections', () => {
  it('are an area over time, with the moment of server.close()', () => {
    assert.deepEqual(renderChart('connections', [SHUTDOWN], { ...plain, width: 53 }), [
      'server · open connections',
      '4 ┤',
      '  │               ▄▄▄▄▄▄▄▄▄▄',
      '  │               ██████████',
      '2 ┤          █████████████████████████',
      '  │     ▄▄▄▄▄█████████████████████████▄▄▄▄▄▄▄▄▄▄',
      '  │     ████████████████████████████████████████',
      '  └┴────────────────────────┴───────────────────────┴',
      '                                 ↑',
      '   0 ms                     50                    100',
      '3 accepted, at most 3 open, at 30.0 ms.',
      'server.close() at 60.0 ms, with 2 open. The last one',
      'was closed at 90.0 ms.',
      '↑ server.close()',
    ]);
  });

  it('are told in words, with what was dropped and what is left', () => {
    const events = [...SHUTDOWN.slice(0, 5), at(55, 'drop', { remote: '127.0.0.1:5009' })];
    const words = renderChart('connections', [events], { ...plain, form: 'words' });
    assert.match(words.join(' '), /10\.0 ms: 1 20\.0 ms: 2 30\.0 ms: 3 50\.0 ms: 2/);
    assert.match(
      words.join(' '),
      /1 dropped, because of maxConnections\. At the end 2 were open\./,
    );
    assert.deepEqual(renderChart('connections', [[]], plain), ['No server had a connection.']);
  });

  it('fit into any width', () => {
    for (const language of ['en', 'zh'] as const) {
      for (const width of [20, 50, 80, 140]) {
        for (const line of renderChart('connections', [SHUTDOWN], { ...plain, width, language })) {
          assert.ok(measureWidth(line) <= width, line);
        }
      }
    }
  });
});
