// Tests which rows of a run are laid out: as far as there is room, and those that the step is about.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStyle } from '../../src/screen/style.ts';
import type { Kind, TraceEvent } from '../../src/stage/trace/trace.ts';
import { walkMessages } from '../../src/text/messages/walk.ts';
import { Rows, type RowsOptions } from '../../src/tour/rows.ts';
import { event } from '../screen/events.ts';

test('skips lines for which there is no room, except those that later rows depend on', () => {
  const shown: string[] = [];
  let hasRoom = true;
  let leftOut = 0;
  const page = {
    row: (lines: readonly string[]) => void shown.push(...lines),
    heading: () => {},
    begin: () => {},
    hasRoom: () => hasRoom,
    leaveOut: () => {
      leftOut += 1;
    },
  };
  const style = createStyle({ colour: false, links: false });
  const layout = { columns: 80, style, language: 'en' } as const;
  const text = { layout, say: walkMessages.en };
  const rows = new Rows({ page, text, wire: true, hex: false, onFold() {} });
  rows.begin({ server: 'server.ts' });
  const say = (kind: Kind, text: string) => rows.show({ at: 0, actor: 'server', kind, text });
  say('stdout', 'first');
  hasRoom = false;
  say('stdout', 'second');
  say('stderr', 'x'.repeat(10_000));
  rows.show({ at: 1, actor: 'server', kind: 'connection', connection: 1, remote: 'there' });
  assert.equal(leftOut, 2);
  assert.equal(shown.length, 2);
  assert.match(shown[0] ?? '', /first/);
  assert.match(shown[1] ?? '', /there/);
});

/** Rows whose lines are kept. */
function openRows(options: Partial<RowsOptions> = {}) {
  const shown: string[] = [];
  const page = {
    row: (lines: readonly string[]) => void shown.push(...lines),
    heading: (draw: () => readonly string[]) => void shown.push(...draw()),
    begin: () => {},
    hasRoom: () => true,
    leaveOut: () => {},
  };
  const style = createStyle({ colour: false, links: false });
  const text = { layout: { columns: 80, style, language: 'en' }, say: walkMessages.en } as const;
  const rows = new Rows({ page, text, wire: undefined, hex: false, onFold() {}, ...options });
  const clear = () => shown.splice(0);
  return { rows, clear };
}

const RUN: readonly TraceEvent[] = [
  event('server', 'start', { at: 100, text: 'server.ts' }),
  event('server', 'connection', { at: 110, connection: 5001, remote: '127.0.0.1:5001' }),
  event('server', 'stdout', { at: 120, text: 'hello' }),
  event('server', 'data', { at: 130, connection: 5001, bytes: 3, hex: '6f6e65' }),
  event('server', 'exit', { at: 140, code: 1, signal: null }),
];

test('of a run that is about some rows the others are counted, and w shows all of it', () => {
  const { rows, clear } = openRows();
  rows.begin({ server: 'server.ts' }, { rows: ['data'] });
  for (const one of RUN) rows.show(one);
  assert.equal(rows.folded, 2);
  const some = clear().join('\n');
  assert.match(some, /hello.*data 3 bytes.*exit 1/s);
  assert.doesNotMatch(some, /start|connection/);
  rows.switchWire();
  assert.equal(rows.folded, 0);
  const all = clear().join('\n');
  // With the heading, once more, and with the same clock.
  assert.match(
    all,
    /ms server\.ts.* 0\.0 · start.*10\.0 · connection.*hello.*30\.0 · data.*exit 1/s,
  );
  rows.show(event('server', 'close', { at: 150 }));
  assert.match(clear().join(), /50\.0 · close/);
  rows.switchWire();
  rows.show(event('server', 'close', { at: 160 }));
  assert.deepEqual([clear(), rows.folded], [[], 1]);
});

test('what the learner has chosen holds, whatever a run is about', () => {
  for (const wire of [true, false]) {
    const { rows, clear } = openRows({ wire });
    rows.begin({ server: 'server.ts' }, { rows: ['data'] });
    for (const one of RUN) rows.show(one);
    assert.equal(clear().filter((line) => line.includes('·')).length, wire ? 4 : 1);
    assert.equal(rows.folded, 0);
  }
});

test('a run about all rows shows all or none', () => {
  const { rows, clear } = openRows();
  rows.begin({ server: 'server.ts' }, { rows: ['data'] });
  rows.begin({ server: 'server.ts' });
  for (const one of RUN) rows.show(one);
  assert.equal(clear().filter((line) => line.includes('·')).length, 4);
  rows.switchWire();
  rows.show(event('server', 'close', { at: 150 }));
  assert.deepEqual(clear(), []);
});

test('before the first run of a step, w counts from what that is to show', () => {
  const shown = (rows: Rows, clear: () => string[]) => {
    clear();
    for (const one of RUN) rows.show(one);
    return [clear().filter((line) => line.includes('·')).length, rows.folded];
  };
  for (const first of [{}, { rows: ['end' as const] }]) {
    const { rows, clear } = openRows();
    rows.begin({ server: 'server.ts' }, first);
    rows.enterStep({ rows: ['data'] });
    assert.equal(rows.switchWire(), true);
    rows.begin({ server: 'server.ts' }, { rows: ['data'] });
    assert.deepEqual(shown(rows, clear), [4, 0]);
    rows.enterStep({ rows: ['data'] });
    assert.deepEqual(rows.switchWire(), new Set(['data']));
    rows.begin({ server: 'server.ts' }, { rows: ['data'] });
    assert.deepEqual(shown(rows, clear), [2, 2]);
    rows.enterStep({});
    assert.equal(rows.switchWire(), false);
    assert.equal(rows.switchWire(), true);
  }
});

test('behind the last run of a lesson, w counts from that', () => {
  const { rows } = openRows();
  rows.begin({ server: 'server.ts' }, { rows: ['data'] });
  rows.enterStep(null);
  assert.equal(rows.switchWire(), true);
  assert.deepEqual(rows.switchWire(), new Set(['data']));
});

test('an arrow points to a server only until that ends, with a row or without', () => {
  const { rows, clear } = openRows();
  const at = '127.0.0.1:7001';
  const connects = () => {
    rows.begin({ server: 'server.ts', client: 'client.ts' });
    clear();
    rows.show(event('client', 'connecting', { remote: at }));
    return /◁╌╌┼╌ · connecting/.test(clear().join(''));
  };
  rows.begin({ server: 'server.ts' });
  rows.show(event('server', 'listening', { local: at }));
  assert.equal(connects(), true);
  rows.pass(event('server', 'exit', { code: null, signal: 'SIGTERM' }));
  rows.show(event('server', 'listening', { local: at, protocol: 'udp' }));
  assert.equal(connects(), false);
});

test('an arrow points to a server that began to listen where there was room for one column', () => {
  const style = createStyle({ colour: false, links: false });
  const layout = { columns: 40, style, language: 'en' as const };
  const { rows, clear } = openRows({ text: { layout, say: walkMessages.en } });
  const at = '127.0.0.1:7001';
  rows.begin({ server: 'server.ts', client: 'client.ts' });
  rows.show(event('server', 'listening', { local: at }));
  layout.columns = 80;
  rows.resize();
  clear();
  rows.show(event('client', 'connecting', { remote: at }));
  assert.match(clear().join(''), /◁╌╌┼╌ · connecting/);
});

test('a flood of rows that are not shown is counted, and kept in bounds', () => {
  const { rows, clear } = openRows();
  rows.begin({ server: 'server.ts' }, { rows: ['end'] });
  for (let index = 0; index < 2000; index += 1) rows.show(event('server', 'write', { bytes: 1 }));
  assert.equal(rows.folded, 2000);
  clear();
  rows.switchWire();
  const all = clear();
  assert.ok(all.length < 600);
  assert.match(all.at(-1) ?? '', /1500 lines left out/);
});

test("Node's own frames in a stack trace are one line, soon", async () => {
  const { rows, clear } = openRows();
  rows.begin({ server: 'server.ts' });
  for (const text of [
    'Error: no',
    '    at mine (/a.ts:1:2)',
    ...Array<string>(3).fill('    at f (node:net:1:2)'),
  ])
    rows.show(event('server', 'stderr', { text }));
  await new Promise(setImmediate);
  const lines = clear().map((line) => line.slice(7).replace(/ *│.*$/, ''));
  assert.deepEqual(lines.slice(2), [
    '! Error: no',
    '!     at mine (/a.ts:1:2)',
    '!     … 3 frames of Node',
  ]);
});
