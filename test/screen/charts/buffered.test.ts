// Tests the chart of the bytes that wait in a process.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { measureChart, renderChart } from '../../../src/screen/charts/chart.ts';
import { at, made, plain } from './runs.ts';

const KIB = 1024;
const write = (ms: number, buffered: number) => at(ms, 'server', 'write', { bytes: 1, buffered });

describe('what waits in a process', () => {
  const run = [
    ...made,
    write(10, 0),
    write(20, 64 * KIB),
    at(40, 'server', 'drain', { buffered: 0 }),
    write(50, 40 * KIB),
    at(60, 'server', 'drain', { buffered: 0 }),
    at(70, 'server', 'close', { hadError: false }),
  ];

  it('is an area over time, with its drains', () => {
    assert.deepEqual(
      renderChart('buffered', [run], { ...plain, width: 48 }),
      [
        'server · bytes waiting in the process',
        '64 KiB ┤      ██████████████',
        '       │      ██████████████',
        '       │      ██████████████',
        '       │      ██████████████      ███████',
        '32 KiB ┤      ██████████████      ███████',
        '       │      ██████████████      ███████',
        '       │      ██████████████      ███████',
        '       │      ██████████████      ███████',
        '       └──────┴─────────────┴────────────┴──────',
        '                            ↑            ↑',
        '              20 ms         40           60',
        'Peak: 64 KiB, at 20.0 ms. 2 drains.',
        '↑ drain',
      ].map((line) => line),
    );
  });

  it('is described in words, counted from the beginning of what is shown', () => {
    const options = { ...plain, form: 'words', language: 'zh', origin: 10 } as const;
    assert.deepEqual(renderChart('buffered', [run], options), [
      'server · 进程里等着发送的字节',
      '0.0 毫秒：0 bytes',
      '0.0 毫秒：0 bytes',
      '10.0 毫秒：64 KiB',
      '30.0 毫秒：0 bytes',
      '40.0 毫秒：40 KiB',
      '50.0 毫秒：0 bytes',
      '60.0 毫秒：0 bytes',
      '峰值：64 KiB，在 10.0 毫秒。2 次 drain。',
    ]);
  });

  it('adds up over connections, and knows what was lost with them', () => {
    const other = { connection: 50_000 };
    const lost = [
      at(1, 'server', 'write', { bytes: 9, buffered: 2 ** 20 }),
      at(2, 'server', 'write', { bytes: 9, buffered: 2 ** 20, ...other }),
      at(3, 'server', 'close', { hadError: false }),
      at(4, 'server', 'exit', { connection: undefined, code: null, signal: 'SIGKILL' } as object),
    ];
    const [{ peak, lost: bytes }] = (
      measureChart('buffered', [lost]) as { actors: [{ peak: object; lost: number }] }
    ).actors;
    assert.deepEqual(peak, { at: 2, bytes: 2 ** 21 });
    assert.equal(bytes, 2 ** 21);
    assert.match(
      renderChart('buffered', [lost], { ...plain, width: 80 }).join('\n'),
      /Peak: 2 MiB, at 2\.0 ms\. There was no drain\. 2 MiB still waited when the/,
    );
  });

  it('counts what waits before there is a connection', () => {
    const early = [
      at(1, 'client', 'connecting', { connection: undefined } as object),
      at(2, 'client', 'write', { bytes: 9, buffered: 9, connection: undefined } as object),
      at(5, 'client', 'connect'),
      at(5, 'client', 'drain', { buffered: 0 }),
    ];
    const { actors } = measureChart('buffered', [early]) as { actors: { points: unknown[] }[] };
    assert.deepEqual(actors[0]?.points.slice(1), [
      { at: 2, bytes: 9 },
      { at: 5, bytes: 0 },
    ]);
  });

  it('says so where nothing waited', () => {
    assert.deepEqual(renderChart('buffered', [[...made, write(1, 0), write(2, 0)]], plain), [
      'Nothing waited in a process: the kernel took each of 2',
      'writes at once.',
    ]);
    assert.deepEqual(renderChart('buffered', [[...made]], plain), [
      'Nothing was written, so nothing waited.',
    ]);
  });
});
