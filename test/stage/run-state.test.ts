import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRunState } from '../../src/stage/run-state.ts';
import type { Kind, TraceEvent } from '../../src/stage/trace/trace.ts';

function event(actor: string, kind: Kind, connection?: number): TraceEvent {
  return { at: 0, actor, kind, ...(connection !== undefined && { connection }) };
}

const client = { actor: 'client', file: 'client.ts' };
const server = { actor: 'server', file: 'server.ts' };

test('clients have parted when they have ended and no server holds a connection', () => {
  const rest = openRunState([client], [event('server', 'listening')]);
  assert.equal(rest.hasListened(), true);
  rest.take(event('server', 'connection', 5));
  rest.take(event('client', 'exit'));
  assert.equal(rest.hasEnded(), true);
  assert.equal(rest.hasParted(), false);
  rest.take(event('server', 'close', 5));
  assert.equal(rest.hasParted(), true);
});

test('a server that has ended holds no connection', () => {
  const rest = openRunState([client], [event('server', 'connection', 5)]);
  rest.take(event('client', 'exit'));
  assert.equal(rest.hasParted(), false);
  rest.take(event('server', 'exit'));
  assert.equal(rest.hasParted(), true);
});

test('what the same actors did before the block does not count', () => {
  const past = [event('server', 'listening'), event('client', 'exit'), event('server', 'exit')];
  const rest = openRunState([server, client], past);
  assert.equal(rest.hasEnded(), false);
  assert.equal(rest.hasParted(), false);
  assert.equal(rest.hasListened(), false);
});

test('a connection that a server dropped is not waited for, whichever end tells first', () => {
  const local = '127.0.0.1:6969';
  const connect = { ...event('client', 'connect', 5), remote: local };
  for (const events of [
    [connect, event('server', 'drop', 5)],
    [event('server', 'drop', 5), connect],
  ]) {
    const rest = openRunState([client], [{ ...event('server', 'listening'), local }]);
    for (const one of events) rest.take(one);
    rest.take(event('client', 'exit'));
    assert.equal(rest.hasParted(), true);
  }
});

test('a server alone never parts', () => {
  const rest = openRunState([server], []);
  rest.take(event('server', 'exit'));
  assert.equal(rest.hasParted(), false);
  assert.equal(rest.hasEnded(), true);
});

test('clients have not parted while a proxy holds a connection, or has yet to take it', () => {
  const local = '127.0.0.1:6970';
  const rest = openRunState([client], [{ ...event('proxy', 'listening'), local }]);
  assert.equal(rest.hasListened(), false);
  rest.take({ ...event('client', 'connect', 5), remote: local });
  rest.take(event('client', 'exit'));
  assert.equal(rest.hasParted(), false);
  rest.take({ ...event('proxy', 'connection', 5), through: 7 });
  assert.equal(rest.hasParted(), false);
  rest.take(event('server', 'connection', 7));
  rest.take(event('proxy', 'close', 5));
  assert.equal(rest.hasParted(), false);
  rest.take(event('server', 'close', 7));
  assert.equal(rest.hasParted(), true);
});

test('a connection that its server has yet to accept is not parted from', () => {
  const local = '127.0.0.1:6969';
  const state = openRunState([client], [{ ...event('server', 'listening'), local }]);
  state.take({ ...event('client', 'connect', 5), remote: local });
  state.take(event('client', 'exit'));
  assert.equal(state.hasParted(), false);
  state.take(event('server', 'connection', 5));
  assert.equal(state.hasParted(), false);
  state.take(event('server', 'close', 5));
  assert.equal(state.hasParted(), true);
});

test('it does not matter which end reports a connection first', () => {
  const local = '/tmp/tour.sock';
  const state = openRunState([client], [{ ...event('server', 'listening'), local }]);
  state.take(event('server', 'connection', 1));
  state.take(event('server', 'close', 1));
  state.take({ ...event('client', 'connect', 1), remote: local });
  state.take(event('client', 'exit'));
  assert.equal(state.hasParted(), true);
});

test('nobody accepts where no server listens any more', () => {
  const local = '127.0.0.1:6969';
  for (const end of [event('server', 'exit'), { ...event('server', 'close'), local }]) {
    const state = openRunState([client], [{ ...event('server', 'listening'), local }]);
    state.take({ ...event('client', 'connect', 5), remote: local });
    state.take(event('client', 'exit'));
    assert.equal(state.hasParted(), false);
    state.take(end);
    assert.equal(state.hasParted(), true);
  }
});

test('clients have begun when each has done something since its start', () => {
  const past = [event('client', 'start'), event('client', 'exit')];
  const state = openRunState([server, client, { actor: 'client-2' }], past);
  for (const actor of ['client', 'client-2']) state.take(event(actor, 'start'));
  state.take(event('client-2', 'connecting'));
  assert.equal(state.haveClientsBegun(), false);
  state.take(event('client', 'stdout'));
  assert.equal(state.haveClientsBegun(), true);
});
