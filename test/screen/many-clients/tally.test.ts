// Tests what is counted of many clients, how it is summed up, and which rows are left.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Lane } from '../../../src/screen/lane.ts';
import { ManyView } from '../../../src/screen/many-clients/many-view.ts';
import { openSummary } from '../../../src/screen/many-clients/summary.ts';
import { openTally } from '../../../src/screen/many-clients/tally.ts';
import { createStyle } from '../../../src/screen/style.ts';
import type { Kind, TraceEvent } from '../../../src/stage/trace/trace.ts';
import { measureWidth } from '../../../src/text/width.ts';

const MANY = ['client', 'client-2', 'client-3', 'client-4'];
const style = createStyle({ colour: false, links: false });

function at(ms: number, actor: string, kind: Kind, more: Partial<TraceEvent> = {}): TraceEvent {
  return { at: ms, actor, kind, ...more };
}

/** A client that connects after `ms`, says something, and is still there. */
function visit(actor: string, from: number, ms: number, connection: number): TraceEvent[] {
  return [
    at(from, actor, 'start', { text: 'c.js', pid: 1 }),
    at(from + 1, actor, 'connecting', { remote: '127.0.0.1:7000' }),
    at(from + 1 + ms, actor, 'connect', { connection, remote: '127.0.0.1:7000' }),
    at(from + 1 + ms, 'server', 'connection', { connection, remote: `127.0.0.1:${connection}` }),
    at(from + 1 + ms, 'server', 'stdout', { text: `got ${connection}` }),
    at(from + 2 + ms, actor, 'write', { connection, bytes: 5 }),
    at(from + 3 + ms, actor, 'data', { connection, bytes: 7 }),
    at(from + 3 + ms, actor, 'stdout', { text: `hello ${connection}` }),
  ];
}

/** Four clients: one ends, one fails, one has lost its connection, one is connected; a server with all of that. */
const RUN: TraceEvent[] = [
  at(0, 'server', 'start', { text: 's.js', pid: 1 }),
  at(1, 'server', 'listening', { local: '127.0.0.1:7000' }),
  ...visit('client', 10, 1, 5001),
  ...visit('client-2', 20, 2, 5002),
  ...visit('client-3', 30, 4, 5003),
  at(50, 'client', 'close', { connection: 5001, hadError: false }),
  at(50, 'server', 'close', { connection: 5001, hadError: false }),
  at(51, 'client', 'exit', { code: 0, signal: null }),
  at(60, 'client-2', 'close', { connection: 5002, hadError: false }),
  at(70, 'client-4', 'start', { text: 'c.js', pid: 1 }),
  at(71, 'client-4', 'connecting', { remote: '127.0.0.1:7000' }),
  at(72, 'client-4', 'error', { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' }),
  at(73, 'client-4', 'close', { hadError: true }),
  at(2080, 'client-4', 'exit', { code: 1, signal: null }),
  at(2090, 'server', 'closing', { local: '127.0.0.1:7000' }),
];

describe('a tally', () => {
  it('knows what each client does, and how long connecting took', () => {
    const tally = openTally(MANY);
    for (const event of RUN) tally.take(event);
    const { states, connects, exits, errors, bytes, started, lines, servers } = tally.measure();
    assert.deepEqual(states, {
      ...{ starting: 0, connected: 1, apart: 1, ended: 1, failed: 1, signalled: 0 },
    });
    assert.deepEqual(connects.ms, { median: 2, percent95: 4, percent99: 4, most: 4 });
    assert.deepEqual([connects.made, started], [3, 4]);
    assert.deepEqual([exits, errors], [{ 0: 1, 1: 1 }, { ECONNREFUSED: 1 }]);
    assert.deepEqual(bytes, { written: 15, read: 21 });
    assert.deepEqual(lines, [{ text: 'hello 5001', times: 3 }]);
    const [server] = servers;
    assert.deepEqual([server?.connections, server?.open, server?.most], [3, 2, 3]);
  });

  it('counts a client that a signal ended as neither ended nor failed', () => {
    const tally = openTally(MANY);
    tally.take(at(0, 'client', 'start'));
    tally.take(at(1, 'client', 'exit', { code: null, signal: 'SIGINT' }));
    const { starting, ended, failed, signalled } = tally.states;
    assert.deepEqual([starting, ended, failed, signalled], [0, 0, 0, 1]);
  });

  it('keeps a bounded number of kinds of lines', () => {
    const tally = openTally(['client']);
    tally.take(at(0, 'client', 'start'));
    const letters = 'abcdefghijklmnopqrstuvwxyz';
    for (const one of letters) {
      for (const two of letters) tally.take(at(1, 'client', 'stdout', { text: one + two }));
    }
    const { lines, otherLines } = tally.measure();
    assert.deepEqual([lines.length, otherLines], [200, letters.length ** 2 - 200]);
  });
});

describe('a summary', () => {
  for (const language of ['en', 'zh'] as const) {
    it(`fits into any width (${language})`, () => {
      const summary = openSummary(MANY, 'c.js', { server: 's.js' });
      for (const event of RUN) summary.take(event);
      for (const width of [20, 50, 80, 140]) {
        const lines = summary.render({ width, style, language });
        assert.deepEqual(
          lines.filter((line) => measureWidth(line) > width),
          [],
        );
        assert.match(lines.join('\n'), /ECONNREFUSED\s+× 1/);
      }
    });
  }
});

describe('a view of many clients', () => {
  const draw = (events: readonly TraceEvent[]) => {
    const lane = new Lane({
      ...{ width: 100, style, language: 'en', wire: true, actors: ['server', 'client'] },
    });
    const view = new ManyView(lane, MANY, 'en');
    return events.flatMap((event) => view.row(event));
  };

  it("counts clients and a server's connections, and shows what else the server does", () => {
    assert.deepEqual(draw(RUN), [
      'server │ · start s.js (pid 1)',
      'server │ · listening on 127.0.0.1:7000',
      'server │ got 5001',
      'server │ got 5002',
      'server │ got 5003',
      'client │ · 1 not connected yet, 1 connected, 1 without a connection, 1 ended',
      'server │ · connections: 2 open, 3 accepted',
      'server │ · server.close() on 127.0.0.1:7000',
    ]);
  });

  it('counts less often the longer it lasts', () => {
    const starts = [0, 1, 2, 3].flatMap((index) => [
      at(index, MANY[index] ?? '', 'start'),
      at(index, MANY[index] ?? '', 'connecting'),
    ]);
    // Every 10 ms one connects or disconnects, for a minute.
    const moves = Array.from({ length: 6000 }, (_, index) =>
      index % 2 === 0
        ? at(10 + index * 10, 'client', 'connect', { connection: 5001 })
        : at(10 + index * 10, 'client', 'close', { connection: 5001, hadError: false }),
    );
    const rows = draw([...starts, ...moves]);
    assert.ok(rows.length > 10 && rows.length < 35, `${rows.length} rows`);
  });

  it('shows the first lines of a kind, and the whole of one that began as a part', () => {
    const lines = [1, 2, 3, 4, 5].map((n) => at(n, 'server', 'stdout', { text: `line ${n}` }));
    const parts = [
      at(6, 'server', 'partial', { text: 'a prompt' }),
      at(7, 'server', 'stdout', { text: 'a prompt: yes', shown: 8 }),
    ];
    assert.deepEqual(draw([...lines, ...parts]), [
      ...['line 1', 'line 2', 'line 3', 'a prompt: yes'].map((text) => `server │ ${text}`),
    ]);
  });
});
