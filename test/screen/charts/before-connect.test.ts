import assert from 'node:assert/strict';
import { it } from 'node:test';
import { adoptBeforeConnect } from '../../../src/screen/charts/before-connect.ts';
import { event } from '../events.ts';

const write = event('server-2', 'write', { bytes: 1 });
const connecting = event('server-2', 'connecting');
const connect = (connection: number) => event('server-2', 'connect', { connection });
const numbersOf = (events: Parameters<typeof adoptBeforeConnect>[0]) =>
  adoptBeforeConnect(events).flatMap(({ kind, connection }) =>
    kind === 'write' ? [connection ?? null] : [],
  );

it('what is written before there is a connection is that connection’s', () => {
  assert.deepEqual(numbersOf([connecting, write, connect(7)]), [7]);
});

it('what is written while an actor waits for two is nobody’s', () => {
  const events = [connecting, write, connecting, write, connect(7), connect(8)];
  assert.deepEqual(numbersOf(events), [7, null]);
});

it('what was refused has no part in the next connection', () => {
  const error = event('server-2', 'error', { code: 'ECONNREFUSED' });
  const close = event('server-2', 'close', { hadError: true });
  const events = adoptBeforeConnect([connecting, error, close, connecting, write, connect(7)]);
  assert.deepEqual(
    events.map(({ connection }) => connection ?? null),
    [null, null, null, null, 7, 7],
  );
});
