// Tests what is told of the kernel's states, with real programs.
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { openRunState } from '../../../src/stage/run-state.ts';
import { watchStates } from '../../../src/stage/states/state-watch.ts';
import type { TraceEvent } from '../../../src/stage/trace/trace.ts';
import { openStage } from '../../support/stage.ts';
import { playToTimeWait } from '../../support/time-wait.ts';
import { findProgram } from '../programs.ts';

const DEADLINE_MS = 60_000;
const isLinux = process.platform === 'linux';

/**
 * A server and clients that do one act each, watched until what is to be `seen` was told, or until all have parted where
 * nothing is given.
 */
async function play(t: TestContext, acts: string, ...seen: string[]): Promise<string[]> {
  const stage = openStage();
  t.after(() => stage.stop());
  const states = watchStates(stage);
  const [act = '', ...others] = acts.split(' ');
  const file = findProgram('states.mts');
  const server = stage.start({ actor: 'server', file, arguments: ['server', act] });
  const ready = await stage.ready(server, DEADLINE_MS);
  assert.ok(typeof ready === 'object' && 'listening' in ready, JSON.stringify(ready));
  const PORT = /\d+$/.exec(ready.listening)?.[0] ?? '';
  for (const [index, other] of others.entries()) {
    const actor = index === 0 ? 'client' : `client-${index + 1}`;
    stage.start({ actor, file, arguments: ['client', other], environment: { PORT } });
  }
  for (const each of seen) {
    await stage.until(each, (event) => tell(event) === each, DEADLINE_MS);
  }
  if (seen.length === 0) {
    const state = openRunState(stage.programs, []);
    const hasParted = (event: TraceEvent) => {
      state.take(event);
      return state.hasParted();
    };
    await stage.until('all to part', hasParted, DEADLINE_MS);
  }
  await states.end();
  assert.ok(states.looks > 0);
  assert.equal(states.trouble, null);
  const count = stage.count;
  await stage.stop();
  const after = stage.after(count).filter(({ kind }) => kind === 'state');
  assert.deepEqual(after, [], 'a look after the end');
  return stage.events.flatMap((event) => tell(event) ?? []);
}

/** `server CLOSE-WAIT`, `server LISTEN 2 waiting`. */
function tell({ actor, kind, state, ...event }: TraceEvent): string | null {
  if (kind !== 'state') return null;
  const queues = (['waiting', 'unread', 'unacknowledged'] as const).flatMap((name) =>
    event[name] === undefined ? [] : [event[name], name],
  );
  return [actor, state, ...queues].join(' ');
}

describe('the states of a run', { timeout: 3 * DEADLINE_MS }, () => {
  it('tell who closed first: TIME-WAIT is there, and nowhere else', async (t) => {
    const byClient = await playToTimeWait(() => play(t, 'follows ends'));
    assert.ok(byClient.includes('client TIME-WAIT'), byClient.join('\n'));
    assert.ok(!byClient.includes('server TIME-WAIT'), byClient.join('\n'));
    const byServer = await playToTimeWait(() => play(t, 'first waits'));
    assert.ok(byServer.includes('server TIME-WAIT'), byServer.join('\n'));
    assert.ok(!byServer.includes('client TIME-WAIT'), byServer.join('\n'));
  });

  it('tell of a program that never ends its side: CLOSE-WAIT', async (t) => {
    const states = await play(t, 'stays ends', 'server CLOSE-WAIT', 'client FIN-WAIT-2');
    assert.ok(!states.some((each) => each.includes('TIME-WAIT')), states.join('\n'));
  });

  it('tell it when the client has gone, and the kernel answers for it', async (t) => {
    await play(t, 'stays leaves', 'server CLOSE-WAIT', 'client FIN-WAIT-2');
  });

  it('come once each', async (t) => {
    const states = await play(t, 'stays ends', 'server CLOSE-WAIT', 'client FIN-WAIT-2');
    assert.deepEqual(states, [...new Set(states)]);
  });

  it('tell what nobody reads, the FIN not among it', { skip: !isLinux }, async (t) => {
    await play(t, 'deaf writes', 'server ESTABLISHED 5 unread');
  });

  it('tell of connections that nobody has accepted', { skip: !isLinux }, async (t) => {
    // Linux lets in one more than the backlog; of the others the SYN is dropped.
    const seen = ['server LISTEN 2 waiting', 'server ESTABLISHED', 'client SYN-SENT'];
    const states = await play(t, 'stopped many', ...seen);
    assert.equal(states.filter((each) => each === 'server ESTABLISHED').length, 2);
  });

  it('tell each client its own', async (t) => {
    const both = ['client TIME-WAIT', 'client-2 TIME-WAIT'];
    const states = await playToTimeWait(
      () => play(t, 'follows ends ends'),
      (played) => both.every((each) => played.includes(each)),
    );
    for (const each of both) assert.equal(states.filter((state) => state === each).length, 1);
  });

  it('are told at the end although the trace was late before', async (t) => {
    const stage = openStage();
    t.after(() => stage.stop());
    const file = findProgram('states.mts');
    const server = stage.start({ actor: 'server', file, arguments: ['server', 'follows'] });
    await stage.ready(server, DEADLINE_MS);
    const settled = stage.settled.bind(stage);
    let late = 2;
    stage.settled = () => {
      late -= 1;
      return late < 0 ? settled() : new Promise(() => {});
    };
    await watchStates(stage).end();
    assert.deepEqual(
      stage.events.flatMap((event) => tell(event) ?? []),
      ['server LISTEN'],
    );
  });

  it('are not told any more once the watch is given up', async (t) => {
    const stage = openStage();
    t.after(() => stage.stop());
    const states = watchStates(stage);
    states.abandon();
    const file = findProgram('states.mts');
    const server = stage.start({ actor: 'server', file, arguments: ['server', 'follows'] });
    await stage.ready(server, DEADLINE_MS);
    await states.end();
    await stage.settled();
    assert.ok(stage.events.every(({ kind }) => kind !== 'state'));
  });
});
