import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findTransfers } from '../../../src/screen/picture/transfers.ts';
import type { TraceEvent } from '../../../src/stage/trace/trace.ts';
import { event, session } from '../events.ts';

const CONNECTION = { connection: 51324 };
const write = (actor: string, bytes: number) => event(actor, 'write', { ...CONNECTION, bytes });
const data = (actor: string, bytes: number) => event(actor, 'data', { ...CONNECTION, bytes });

/** The transfers of bytes, each as [from, to]. */
function findBytes(events: readonly TraceEvent[]): number[][] {
  return findTransfers(events)
    .filter(({ kind }) => kind === 'bytes')
    .map(({ from, to }) => [from, to]);
}

describe('findTransfers', () => {
  it('finds the connection and the message of a session', () => {
    assert.deepEqual(findTransfers(session), [
      { kind: 'connect', from: 3, to: 4 },
      { kind: 'bytes', from: 8, to: 9 },
    ]);
  });

  it('finds the connection where the client hears of it first', () => {
    const events = [
      event('client', 'connecting'),
      event('client', 'connect', CONNECTION),
      event('server', 'connection', CONNECTION),
    ];
    assert.deepEqual(findTransfers(events), [{ kind: 'connect', from: 0, to: 2 }]);
  });

  it('tells two connections apart that a program asks for at once, and forgets one that was refused', () => {
    const events = [
      event('server-2', 'connecting'),
      event('server-2', 'close', { hadError: true }),
      event('server-2', 'connecting'),
      event('server-2', 'connecting'),
      event('server', 'connection', { connection: 1 }),
      event('server-2', 'connect', { connection: 1 }),
      event('server-2', 'connect', { connection: 2 }),
      event('server', 'connection', { connection: 2 }),
    ];
    assert.deepEqual(findTransfers(events), [
      { kind: 'connect', from: 2, to: 4 },
      { kind: 'connect', from: 3, to: 7 },
    ]);
  });

  it('tells a write that was cut, and writes that were joined', () => {
    assert.deepEqual(findBytes([write('client', 6), data('server', 4), data('server', 2)]), [
      [0, 1],
      [0, 2],
    ]);
    assert.deepEqual(findBytes([write('client', 3), write('client', 3), data('server', 6)]), [
      [0, 2],
      [1, 2],
    ]);
  });

  it('keeps both directions of a connection apart', () => {
    const events = [write('client', 2), write('server', 2), data('client', 2), data('server', 2)];
    assert.deepEqual(findBytes(events), [
      [1, 2],
      [0, 3],
    ]);
  });

  it('does not take a later connection of the same port for the earlier one', () => {
    const again = [
      event('client', 'connect', CONNECTION),
      write('client', 5),
      event('client', 'close', CONNECTION),
      event('client-2', 'connect', CONNECTION),
      write('client-2', 5),
      data('server', 5),
    ];
    assert.deepEqual(findBytes(again), [[4, 5]]);
  });

  it('finds the end that a FIN became', () => {
    const events = [
      event('client', 'end', { ...CONNECTION, by: 'you' }),
      event('server', 'end', { ...CONNECTION, by: 'peer' }),
    ];
    assert.deepEqual(findTransfers(events), [{ kind: 'end', from: 0, to: 1 }]);
  });

  it('gives what was sent before the connection was there to the connection that comes', () => {
    const early = [
      event('client', 'connecting'),
      event('client', 'write', { bytes: 3 }),
      event('client', 'end', { by: 'you' }),
      event('client', 'connect', CONNECTION),
      event('server', 'connection', CONNECTION),
      data('server', 3),
      event('server', 'end', { ...CONNECTION, by: 'peer' }),
    ];
    assert.deepEqual(
      findTransfers(early).map(({ kind, from, to }) => [kind, from, to]),
      [
        ['connect', 0, 4],
        ['bytes', 1, 5],
        ['end', 2, 6],
      ],
    );
  });

  it('guesses nothing where two connections are on their way', () => {
    const two = [
      event('client', 'connecting'),
      event('client', 'connecting'),
      event('client', 'write', { bytes: 3 }),
      event('client', 'connect', CONNECTION),
      data('server', 3),
    ];
    assert.deepEqual(findBytes(two), []);
  });

  it('finds the error that a reset became', () => {
    const reset = [
      event('server', 'reset', CONNECTION),
      event('client', 'error', { ...CONNECTION, code: 'ECONNRESET' }),
    ];
    assert.deepEqual(findTransfers(reset), [{ kind: 'reset', from: 0, to: 1 }]);
  });

  it('leads through a proxy, and ends at one that swallows', () => {
    const leg = { connection: 51324, through: 40080 };
    const toServer = { ...leg, bytes: 6, to: 'server' } as const;
    const events = [
      event('client', 'connecting'),
      event('client', 'connect', CONNECTION),
      event('proxy', 'connection', leg),
      event('server', 'connection', { connection: 40080 }),
      write('client', 6),
      event('proxy', 'write', { ...toServer, pieces: 1 }),
      event('server', 'data', { connection: 40080, bytes: 6 }),
      write('client', 6),
      event('proxy', 'write', { ...toServer, pieces: 0 }),
      event('server', 'data', { connection: 40080, bytes: 6 }),
    ];
    assert.deepEqual(
      findTransfers(events).map(({ kind, from, to }) => [kind, from, to]),
      [
        ['connect', 0, 2],
        ['connect', 2, 3],
        ['bytes', 4, 5],
        ['bytes', 5, 6],
        ['bytes', 7, 8],
      ],
    );
  });

  it('leaves out a datagram that was lost', () => {
    const udp = { connection: 4000, protocol: 'udp' } as const;
    const events = [
      event('client', 'write', { ...udp, bytes: 5 }),
      event('client', 'write', { ...udp, bytes: 7 }),
      event('server', 'data', { ...udp, bytes: 7 }),
    ];
    assert.deepEqual(findBytes(events), [[1, 2]]);
  });
});
