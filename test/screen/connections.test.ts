// Tests which connections count as open.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Connections } from '../../src/screen/connections.ts';
import type { Kind } from '../../src/stage/trace/trace.ts';
import { event } from './events.ts';

test('a connection is named while another is open', () => {
  const connections = new Connections();
  const name = (
    actor: string,
    kind: 'connect' | 'connection' | 'data' | 'close',
    connection: number,
  ) => connections.nameOf(event(actor, kind, { connection }));
  assert.equal(name('client', 'connect', 51324), '');
  assert.equal(name('server', 'connection', 51324), '');
  assert.equal(name('server', 'connection', 51326), ':51326');
  assert.equal(name('server', 'data', 51324), ':51324');
  assert.equal(name('client', 'close', 51324), ':51324');
  assert.equal(name('server', 'data', 51326), ':51326', 'the server still holds its end of 51324');
  assert.equal(name('server', 'close', 51324), ':51324');
  assert.equal(name('server', 'data', 51326), '');
});

test('a program that ends takes its ends of connections with it', () => {
  const connections = new Connections();
  connections.nameOf(event('client', 'connect', { connection: 51324 }));
  connections.nameOf(event('client-2', 'connect', { connection: 51326 }));
  connections.nameOf(event('client', 'exit', { code: 1 }));
  assert.equal(connections.nameOf(event('client-2', 'data', { connection: 51326 })), '');
});

test('a connection through a proxy is one, whichever number its ends have', () => {
  const connections = new Connections();
  const name = (actor: string, kind: Kind, connection: number, through?: number) =>
    connections.nameOf(event(actor, kind, { connection, ...(through && { through }) }));
  assert.equal(name('client', 'connect', 51324), '');
  assert.equal(name('proxy', 'connection', 51324, 40080), '');
  assert.equal(name('server', 'connection', 40080), '');
  assert.equal(name('client-2', 'connect', 51326), ':51326');
  assert.equal(name('server', 'data', 40080), ':51324');
  assert.equal(name('server', 'close', 40080), ':51324');
  assert.equal(name('server', 'connection', 40080), ':40080', 'the port is used again');
});

test('sockets without ports have numbers', () => {
  const connections = new Connections();
  connections.nameOf(event('server', 'connection', { connection: 1 }));
  assert.equal(connections.nameOf(event('server', 'connection', { connection: 2 })), '#2');
});

test('closing a server closes no connection', () => {
  const connections = new Connections();
  assert.equal(connections.nameOf(event('server', 'close')), '');
});

test('a connection through a program has one number a leg, and through the proxy before it one name', () => {
  const connections = new Connections();
  const name = (actor: string, kind: Kind, connection: number, through?: number) =>
    connections.nameOf(event(actor, kind, { connection, ...(through && { through }) }));
  name('client', 'connect', 51324);
  name('proxy', 'connection', 51324, 40080);
  name('server-2', 'connection', 40080);
  name('server-2', 'connect', 52000);
  assert.equal(name('server-2', 'data', 40080), ':51324');
  assert.equal(name('server-2', 'write', 52000), ':52000');
  assert.equal(name('server', 'connection', 52000), ':52000');
  assert.equal(name('server-2', 'close', 40080), ':51324');
  assert.equal(name('client', 'close', 51324), ':51324');
  name('proxy', 'close', 51324, 40080);
  assert.equal(name('server', 'data', 52000), '');
});
