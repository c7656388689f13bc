// Tests who shares a column, and where an arrow leads.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planColumns } from '../../src/screen/column-plan.ts';
import { Columns } from '../../src/screen/columns.ts';
import { createStyle } from '../../src/screen/style.ts';
import type { TraceEvent } from '../../src/stage/trace/trace.ts';
import { event, output } from './events.ts';

const CHAIN = ['server', 'server-2'];
const plain = createStyle({ colour: false, links: false });

describe('the columns', () => {
  const plan = (width: number, ...actors: string[]) =>
    planColumns({ actors: [...CHAIN, ...actors], chain: CHAIN, width });

  it('are one for each program of a row while there is room, else one for all clients', () => {
    const three = [['server'], ['server-2'], ['client']];
    assert.deepEqual(plan(97, 'client'), three);
    assert.equal(plan(96, 'client'), null);
    const shared = [['server'], ['server-2'], ['client', 'client-2']];
    assert.deepEqual(plan(126, 'client', 'client-2'), shared);
    assert.deepEqual(plan(127, 'client', 'client-2')?.length, 4);
    assert.deepEqual(plan(60), [['server'], ['server-2']]);
    assert.equal(plan(59), null);
  });

  it('are two where no server stands behind another one', () => {
    const actors = ['server', 'server-2', 'client'];
    assert.deepEqual(planColumns({ actors, width: 200 }), [['server'], ['server-2', 'client']]);
    assert.equal(planColumns({ actors, width: 59 }), null);
  });
});

describe('an arrow among three columns', () => {
  const [up, proxy] = ['127.0.0.1:6969', '127.0.0.1:6970'];
  const open = (actors = ['server', 'server-2', 'client']) =>
    new Columns({ width: 100, style: plain, language: 'en', wire: true, actors, chain: CHAIN });
  const begin: readonly TraceEvent[] = [
    event('server', 'listening', { local: up }),
    event('server-2', 'listening', { local: proxy }),
  ];
  const draw = (events: readonly TraceEvent[]) => {
    const view = open();
    for (const one of begin) view.row(one);
    return events.flatMap((one) => view.row(one));
  };
  const write = (actor: string, connection: number) =>
    event(actor, 'write', { connection, bytes: 5 });

  it('leads to the next column, on each leg', () => {
    const legs = [
      event('client', 'connecting', { remote: proxy }),
      event('server-2', 'connection', { connection: 50_001 }),
      event('server-2', 'connecting', { remote: up }),
      event('server', 'connection', { connection: 50_002 }),
      event('client', 'connect', { connection: 50_001, remote: proxy }),
      event('server-2', 'connect', { connection: 50_002, remote: up }),
    ];
    const rows = draw([...legs, write('server-2', 50_002), write('server-2', 50_001)]);
    assert.deepEqual(
      [rows[0], rows[2], rows.at(-2), rows.at(-1)],
      [
        '  42.0                              │                            ◁╌╌┼╌ · connecting to',
        '  42.0                              │  · connection                 │',
        '  42.0                           ◀──┼─ · write 5 bytes :50002       │',
        '  42.0                              │  · write 5 bytes :50001     ──┼──▶',
      ],
    );
  });

  it('crosses a column to get to the one behind it', () => {
    const around = [
      event('client', 'connecting', { remote: up }),
      event('server', 'connection', { connection: 50_003 }),
      event('client', 'connect', { connection: 50_003, remote: up }),
    ];
    const rows = draw([...around, write('server', 50_003), write('client', 50_003)]);
    assert.deepEqual(rows.slice(-2), [
      '  42.0 · write 5 bytes            ──┼───────────────────────────────┼──▶',
      '  42.0                           ◀──┼───────────────────────────────┼─ · write 5 bytes',
    ]);
  });

  it('is missing where nobody of the run is there', () => {
    const [row = ''] = draw([event('server-2', 'connecting', { remote: '127.0.0.1:1' })]);
    assert.doesNotMatch(row, /[◁▷◀▶]/);
  });

  it('stands in one line with bars at their places, whatever is in the cells', () => {
    const bars = (line: string) => [...line.matchAll(/│/g)].map(({ index }) => index);
    const view = open();
    const rule = view.heading()[1] ?? '';
    const places = [...rule.matchAll(/┼/g)].map(({ index }) => index);
    const texts = ['server', 'server-2', 'client'].map((actor) =>
      view.row(output(actor, 'word '.repeat(30))),
    );
    for (const line of texts.flat()) assert.deepEqual(bars(line), places);
  });
});
