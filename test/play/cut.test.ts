// Tests what is told of connections whose program ended between two others.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeCut } from '../../src/play/cut.ts';
import type { TraceEvent } from '../../src/stage/trace/trace.ts';

const PROGRAMS = [
  { actor: 'server', title: 'up.js' },
  { actor: 'server-2', title: 'proxy.js' },
  { actor: 'client', title: 'client.js' },
] as unknown as Parameters<typeof describeCut>[1]['programs'];

/** A proxy with one connection on each side; `own` is what it does with that to the server, 1, before it ends. */
function tell(...own: Pick<TraceEvent, 'kind' | 'by'>[]): string[] {
  const events: Omit<TraceEvent, 'at'>[] = [
    { actor: 'server-2', kind: 'connection', connection: 2 },
    { actor: 'server-2', kind: 'connect', connection: 1 },
    ...own.map((event) => ({ actor: 'server-2', connection: 1, ...event })),
    { actor: 'server-2', kind: 'exit', code: 1 },
    { actor: 'server', kind: 'end', by: 'peer', connection: 1 },
    { actor: 'client', kind: 'end', by: 'peer', connection: 2 },
  ];
  const run = { events: events.map((event, at) => ({ at, ...event })), programs: PROGRAMS };
  return describeCut('server-2', run, 'en');
}

it('what a program had given up itself was not cut by its end', () => {
  assert.match(
    tell().join(),
    /ended with it: client got an end \(:2\), up\.js \(server\) got an end \(:1\)/,
  );
  for (const kind of ['destroy', 'reset'] as const) {
    assert.match(tell({ kind }).join(), /ended with it: client got an end \(:2\)\./);
  }
  assert.match(tell({ kind: 'end', by: 'you' }).join(), /ended with it: client got/);
  assert.match(tell({ kind: 'end', by: 'peer' }).join(), /up\.js \(server\) got/);
});
