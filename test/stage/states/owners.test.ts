// Tests whose a row of the kernel's table is.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KernelRow } from '../../../src/stage/states/kernel-row.ts';
import { Owners } from '../../../src/stage/states/owners.ts';
import type { State, TraceEvent } from '../../../src/stage/trace/trace.ts';

const SERVER = '127.0.0.1:7000';
const CLIENT = '127.0.0.1:50123';

function event(actor: string, kind: TraceEvent['kind'], rest: Partial<TraceEvent> = {}) {
  return { at: 0, actor, kind, ...rest };
}

function row(local: string, remote: string, state: State, rest: Partial<KernelRow> = {}) {
  return { local, remote, state, unread: 0, unacknowledged: 0, waiting: 0, ...rest };
}

/** A server that listens, and a client that asks; inode 7 is that of `client-2`. */
function begin(...events: TraceEvent[]): Owners {
  const owners = new Owners(({ inode }) => (inode === '7' ? 'client-2' : null));
  owners.take(event('server', 'listening', { local: SERVER }));
  for (const each of events) owners.take(each);
  return owners;
}

const connecting = event('client', 'connecting', { remote: SERVER });
const connect = event('client', 'connect', { connection: 50123, local: CLIENT, remote: SERVER });

describe("a row of the kernel's", () => {
  it('is that of the program that listens there, before it has accepted a connection', () => {
    const owners = begin();
    assert.deepEqual(owners.find(row(SERVER, '0.0.0.0:0', 'LISTEN')), { actor: 'server' });
    const owner = { actor: 'server', connection: 50123 };
    assert.deepEqual(owners.find(row(SERVER, CLIENT, 'SYN-RECV')), owner);
    assert.deepEqual(owners.find(row(SERVER, CLIENT, 'TIME-WAIT')), owner);
  });

  it("is none of the run's where it is left from an earlier one", () => {
    for (const state of ['TIME-WAIT', 'FIN-WAIT-2', 'LAST-ACK'] as const) {
      assert.equal(begin(connecting).find(row(SERVER, CLIENT, state)), null, state);
    }
    assert.equal(begin(connecting).find(row(CLIENT, SERVER, 'TIME-WAIT')), null);
  });

  it("is the client's once that has told its port, to the end and beyond its exit", () => {
    const owners = begin(connecting, connect, event('client', 'exit', { code: 0 }));
    const owner = { actor: 'client', connection: 50123 };
    assert.deepEqual(owners.find(row(CLIENT, SERVER, 'TIME-WAIT')), owner);
    owners.take(event('client', 'start'));
    assert.equal(owners.find(row(CLIENT, SERVER, 'TIME-WAIT')), null);
  });

  it("is nobody's once the server has started anew, where the client has exited", () => {
    const connection = { connection: 50123, local: SERVER, remote: CLIENT };
    const owners = begin(connecting, connect, event('server', 'connection', connection));
    owners.take(event('server', 'start'));
    assert.equal(owners.find(row(CLIENT, SERVER, 'TIME-WAIT'))?.actor, 'client');
    owners.take(event('server', 'connection', connection));
    owners.take(event('client', 'exit', { code: 0 }));
    owners.take(event('server', 'exit', { signal: 'SIGTERM' }));
    assert.equal(owners.find(row(CLIENT, SERVER, 'TIME-WAIT'))?.actor, 'client');
    owners.take(event('server', 'start'));
    assert.equal(owners.find(row(CLIENT, SERVER, 'TIME-WAIT')), null);
  });

  it('is that of the process that has it, before it is connected', () => {
    const owners = begin(connecting, event('client-2', 'connecting', { remote: SERVER }));
    const own = row(CLIENT, SERVER, 'SYN-SENT', { inode: '7' });
    assert.equal(owners.find(own)?.actor, 'client-2');
    assert.equal(owners.find(row('127.0.0.1:5', SERVER, 'SYN-SENT', { inode: '8' })), null);
  });

  it("is that of the only one who asked, where the system doesn't say", () => {
    const syn = row(CLIENT, SERVER, 'SYN-SENT');
    assert.equal(begin(connecting).find(syn)?.actor, 'client');
    const both = begin(connecting, event('client-2', 'connecting', { remote: SERVER }));
    assert.equal(both.find(syn), null);
    assert.equal(begin().find(syn), null);
  });

  it('is the same for an IPv4 address written as an IPv6 one', () => {
    const six = { local: '[::ffff:127.0.0.1]:7000', remote: `[::ffff:127.0.0.1]:50123` };
    const owners = begin(event('server', 'connection', { connection: 50123, ...six }));
    assert.equal(owners.find(row(SERVER, CLIENT, 'TIME-WAIT'))?.actor, 'server');
    assert.ok(owners.hasSix);
    assert.ok(!begin(connecting, connect).hasSix);
  });

  it("is nobody's at the proxy", () => {
    const owners = begin(event('proxy', 'listening', { local: '127.0.0.1:7001', remote: SERVER }));
    assert.equal(owners.find(row('127.0.0.1:7001', '0.0.0.0:0', 'LISTEN')), null);
    const ends = { connection: 50123, local: '127.0.0.1:7001', remote: CLIENT };
    owners.take(event('proxy', 'connection', ends));
    assert.equal(owners.find(row('127.0.0.1:7001', CLIENT, 'ESTABLISHED')), null);
  });

  it('of another port is not wanted', () => {
    const owners = begin(connecting, connect);
    assert.deepEqual(
      [7000, 50123, 7001].map((port) => owners.isWanted(port)),
      [true, true, false],
    );
  });

  it('is no news of a server that has closed', () => {
    const owners = begin(event('server', 'closing', { local: SERVER }));
    assert.equal(owners.find(row(SERVER, '0.0.0.0:0', 'LISTEN')), null);
  });
});
