// Reports stream servers: where they listen, what they accept, and their errors.
import net from 'node:net';
import { PAUSE_ON_CONNECT, type TapRecord } from '../trace/record.ts';
import {
  type BoundAddress,
  type ConnectionRef,
  formatAddress,
  type KnownSocket,
  known,
  knowPath,
  nameConnection,
  readAddress,
  readEnds,
  spellPath,
} from './connections.ts';
import { followSoon, tapEmit } from './emit.ts';
import { report } from './report.ts';
import { wrapMethod } from './wrap.ts';

// Where a server listened: once it is closed, it can't say any more.
const addresses = new WeakMap<net.Server, string>();
const backlogs = new WeakMap<net.Server, number>();

/** Starts reporting what every `net.Server` of this process does, `tls.Server` included. */
export function tapServers(): void {
  wrapMethod(net.Server.prototype, 'close', (self) => {
    if (self.listening) report({ kind: 'closing', ...readLocal(self) });
  });
  tapEmit(net.Server.prototype, onServerEmit);
  wrapMethod(net.Server.prototype, 'listen', (self, args) => {
    followSoon(self);
    const backlog = readBacklog(args);
    if (backlog !== undefined) backlogs.set(self, backlog);
  });
}

/** The backlog that a call of `listen` asks for: a property of its options, or the number behind the port or the path. */
function readBacklog([first, ...rest]: unknown[]): number | undefined {
  const { backlog } = (typeof first === 'object' && first ? first : {}) as net.ListenOptions;
  return backlog ?? rest.find((each) => typeof each === 'number');
}

function onServerEmit(self: net.Server, [event, first, second]: unknown[]): void {
  switch (event) {
    case 'listening':
      onListening(self);
      break;
    case 'connection':
      onAccept(self, first as net.Socket);
      break;
    case 'drop':
      onDrop((first ?? {}) as net.DropArgument);
      break;
    case 'error':
      reportError(first, isOfPath(first) ? { isPath: true } : {});
      break;
    case 'tlsClientError':
      reportError(first, {
        text: event,
        ...nameConnection((second as { _parent?: net.Socket })._parent as net.Socket),
      });
      break;
    case 'close':
      report({ kind: 'close', ...readLocal(self) });
      break;
  }
}

/** Node gives an error of `listen()` the port -1 where it was given a path. */
function isOfPath(error: unknown): boolean {
  return ((error ?? {}) as { port?: unknown }).port === -1;
}

function onListening(self: net.Server): void {
  const address = self.address();
  const local =
    typeof address === 'string' ? spellPath(address) : formatAddress(address as BoundAddress);
  if (local !== undefined) addresses.set(self, local);
  const backlog = backlogs.get(self);
  report({ kind: 'listening', ...readLocal(self), ...(backlog !== undefined && { backlog }) });
}

/** Where a server listens, or listened last. */
export function readLocal(self: net.Server): { local?: string } {
  const local = addresses.get(self);
  return local === undefined ? {} : { local };
}

function onAccept(server: net.Server, socket: net.Socket): void {
  const entry = know(server, socket);
  known.set(socket, entry);
  followSoon(socket);
  const ends = entry.path === undefined ? readEnds(socket) : { local: entry.path };
  report({ kind: 'connection', ...nameConnection(socket), ...ends });
  if (!isPausedAtFirst(server, socket)) return;
  entry.pausedBy = 'option';
  report({ kind: 'pause', by: 'node', text: PAUSE_ON_CONNECT, ...nameConnection(socket) });
}

function isPausedAtFirst(server: net.Server, socket: net.Socket): boolean {
  const { pauseOnConnect } = server as { pauseOnConnect?: boolean };
  return pauseOnConnect === true && socket.readableFlowing === false;
}

/** A connection that was closed at once, because there are `maxConnections` already. */
function onDrop({ remoteAddress, remotePort, remoteFamily }: net.DropArgument): void {
  const ends = { address: remoteAddress, port: remotePort, family: remoteFamily } as BoundAddress;
  const remote = formatAddress(ends);
  if (remote === undefined) report({ kind: 'drop' });
  else report({ kind: 'drop', remote, connection: Number(remotePort) });
}

function know(server: net.Server, socket: net.Socket): KnownSocket {
  const { port } = readAddress(socket, 'getpeername');
  if (port !== undefined) return { connection: port };
  const address = server.address();
  return typeof address === 'string' ? knowPath(address) : {};
}

/** Reports an error with Node's message, when it happens. */
export function reportError(
  error: unknown,
  where: ConnectionRef & Pick<TapRecord, 'isUnheard' | 'isPath' | 'text'>,
): void {
  const { code, message } = (error ?? {}) as NodeJS.ErrnoException;
  report({
    kind: 'error',
    code: code ?? null,
    message: String(message || nameCauses(error)),
    ...where,
  });
}

/** Where all addresses of a name failed, the error has no message of its own. */
function nameCauses(error: unknown): string {
  const { errors } = (error ?? {}) as Partial<AggregateError>;
  return Array.isArray(errors) ? errors.map(({ message }) => message).join('; ') : String(error);
}
