// Tests that connections without ports, and datagrams, get numbers on which both ends agree.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createConnectionNumbers } from '../../../src/stage/trace/connection-numbers.ts';
import type { TapRecord } from '../../../src/stage/trace/record.ts';

type Told = Omit<TapRecord, 't'>;

function open() {
  const number = createConnectionNumbers();
  return (actor: string, record: Told) => number(actor, { t: 0, ...record }).connection;
}

const connect = (socket: number): Told => ({ kind: 'connect', path: '/s', socket });
const accept = (socket: number): Told => ({ kind: 'connection', path: '/s', socket });
const data = (socket: number): Told => ({ kind: 'data', path: '/s', socket });
const listening: Told = { kind: 'listening', local: '/s' };

describe('connections over a path', () => {
  it('are numbered in the order in which they are made', () => {
    const number = open();
    assert.equal(number('client', connect(1)), 1);
    assert.equal(number('client-2', connect(1)), 2);
    assert.equal(number('server', accept(1)), 1);
    assert.equal(number('server', accept(2)), 2);
    assert.equal(number('server', data(1)), 1);
    assert.equal(number('client-2', data(1)), 2);
  });

  it('have no number before they are made', () => {
    assert.equal(open()('client', { kind: 'connecting', path: '/s', socket: 1 }), undefined);
  });

  it('get new numbers when the program is started again', () => {
    const number = open();
    number('client', connect(1));
    number('client', { kind: 'start' });
    assert.equal(number('client', { kind: 'connecting', path: '/s', socket: 1 }), undefined);
    assert.equal(number('client', connect(1)), 2);
  });

  it('over another path get others, so that neither is taken for the other', () => {
    const number = open();
    assert.equal(number('client', connect(1)), 1);
    assert.equal(number('client', { ...connect(2), path: '/t' }), 2);
    assert.equal(number('server', { ...accept(1), path: '/t' }), 2);
    assert.equal(number('server', accept(2)), 1);
  });

  it('that a server never accepted are not mistaken for those of the next server', () => {
    const number = open();
    number('server', listening);
    number('client', connect(1));
    number('server', listening);
    assert.equal(number('client', connect(2)), 2);
    assert.equal(number('server', accept(1)), 2);
  });
});

describe('datagrams', () => {
  const udp = (kind: 'write' | 'data', socket: number, port: number): Told => ({
    kind,
    protocol: 'udp',
    socket,
    remote: `127.0.0.1:${port}`,
  });
  const bind = (port: number): Told => ({
    kind: 'listening',
    protocol: 'udp',
    local: `127.0.0.1:${port}`,
  });

  it('are named by the port of the socket that did not wait', () => {
    const number = open();
    number('server', bind(6969));
    assert.equal(number('client', udp('write', 50_000, 6969)), 50_000);
    assert.equal(number('server', udp('data', 6969, 50_000)), 50_000);
  });

  it('between two that wait are named by the port that was bound later', () => {
    const number = open();
    number('server', bind(60_000));
    number('client', bind(5000));
    assert.equal(number('client', udp('write', 5000, 60_000)), 5000);
    assert.equal(number('server', udp('data', 60_000, 5000)), 5000);
  });
});
