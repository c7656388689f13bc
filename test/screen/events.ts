// A run's events, for the tests of the views.
import type { Kind, TraceEvent } from '../../src/stage/trace/trace.ts';

/** An event whose time rarely matters. */
export function event(actor: string, kind: Kind, rest: Partial<TraceEvent> = {}): TraceEvent {
  return { at: 42, actor, kind, ...rest };
}

/** A line of output. */
export function output(actor: string, text: string, at = 42): TraceEvent {
  return { at, actor, kind: 'stdout', text };
}

/** The article's session: a server, one client, one message and its answer. */
export const session: readonly TraceEvent[] = [
  { at: 0, actor: 'server', kind: 'start', text: 'server.ts', pid: 4711 },
  { at: 31, actor: 'server', kind: 'listening', local: '127.0.0.1:6969' },
  output('server', 'Server listening on 127.0.0.1:6969', 31.1),
  { at: 41.2, actor: 'client', kind: 'connecting', remote: '127.0.0.1:6969' },
  {
    at: 41.9,
    actor: 'server',
    kind: 'connection',
    connection: 51324,
    local: '127.0.0.1:6969',
    remote: '127.0.0.1:51324',
  },
  output('server', 'CONNECTED: 127.0.0.1:51324', 42),
  {
    at: 42.2,
    actor: 'client',
    kind: 'connect',
    connection: 51324,
    local: '127.0.0.1:51324',
    remote: '127.0.0.1:6969',
  },
  output('client', 'CONNECTED TO: 127.0.0.1:6969', 42.3),
  { at: 42.4, actor: 'client', kind: 'write', connection: 51324, bytes: 18 },
  { at: 42.8, actor: 'server', kind: 'data', connection: 51324, bytes: 18 },
  output('server', 'DATA 127.0.0.1: I am Chuck Norris!', 42.9),
  { at: 43, actor: 'server', kind: 'write', connection: 51324, bytes: 29 },
  output('client', 'DATA: You said "I AM CHUCK NORRIS!"', 43.4),
  { at: 43.5, actor: 'client', kind: 'destroy', connection: 51324, by: 'you' },
  { at: 43.8, actor: 'client', kind: 'close', connection: 51324, hadError: false },
  output('client', 'Connection closed', 43.9),
  output('server', 'CLOSED: 127.0.0.1 51324', 44.1),
  { at: 45, actor: 'client', kind: 'exit', code: 0, signal: null },
  { at: 46, actor: 'server', kind: 'exit', code: null, signal: 'SIGTERM' },
];

/** What a proxy between them does with a connection. */
export const proxied: readonly TraceEvent[] = [
  {
    at: 32,
    actor: 'proxy',
    kind: 'listening',
    local: '127.0.0.1:6970',
    remote: '127.0.0.1:6969',
    text: '--split 1',
  },
  ...(
    [
      ['connection', {}],
      ['write', { to: 'server', bytes: 18, pieces: 18 }],
      ['write', { to: 'client', bytes: 20, pieces: 3 }],
      ['write', { to: 'server', bytes: 1, pieces: 1 }],
      ['write', { to: 'server', bytes: 30, pieces: 1, chunks: 3 }],
      ['write', { to: 'client', bytes: 9, pieces: 0 }],
      ['end', { to: 'server' }],
      ['reset', { to: 'client' }],
      ['reset', { bytes: 5 }],
      ['error', { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:6969' }],
      ['close', { bytes: 13 }],
      ['close', {}],
    ] as [Kind, Partial<TraceEvent>][]
  ).map(([kind, rest]) => event('proxy', kind, { connection: 51324, through: 40080, ...rest })),
];
