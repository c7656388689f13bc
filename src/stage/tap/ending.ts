// Tells how the program comes to its end: by itself, and what was open then; or by an error that nothing caught.
import net from 'node:net';
import { known, numberSocket } from './connections.ts';
import { findPauser } from './reading.ts';
import { reportEnding } from './report.ts';
import { listSockets } from './resources.ts';
import { readLocal } from './servers.ts';
import { findCaller, isWithin, wrapMethod } from './wrap.ts';

/** What the program itself has let go by `unref()`. */
const letGo = new Set<net.Socket | net.Server>();
/** So many are remembered at most. */
const LET_GO_MOST = 1000;

/** Starts watching for the program's end, and for what it lets go before that. */
export function tapEnding(): void {
  let isDrained = false;
  let isThrown = false;
  let refused: unknown;
  wrapMethod(process, 'emit', (_self, [event, error, origin]) => {
    if (event === 'beforeExit') isDrained = true;
    else if (event === 'unhandledRejection') refused = error;
    else if (event === 'uncaughtExceptionMonitor') {
      isDrained = false;
      isThrown = !isCaught();
      // Node calls it a rejection, too, where a module throws an error while it is loaded, but asks nobody about it first.
      const isRejected =
        origin === 'unhandledRejection' && (error === refused || !isOfLoading(error));
      if (isThrown) reportEnding({ cause: isRejected ? 'rejected' : 'thrown' });
    } else if (event === 'exit' && !isThrown) {
      reportEnding(isDrained && !isWithin('exit') ? describeRest() : { cause: 'exited' });
    }
  });
  for (const prototype of [net.Socket.prototype, net.Server.prototype]) {
    wrapMethod(prototype, 'unref', (self: net.Socket | net.Server) => {
      const isOwn = self instanceof net.Server || known.has(self);
      if (isOwn && findCaller() === 'you') remember(self);
    });
    wrapMethod(prototype, 'ref', (self: net.Socket | net.Server) => letGo.delete(self));
  }
}

/** Whether an error was made while modules were loaded; or it may have been, since its stack is cut off. */
function isOfLoading(error: unknown): boolean {
  const frames = String(Object(error).stack).match(/^ +at .*/gm) ?? [];
  const isCut = frames.length >= Error.stackTraceLimit;
  return isCut || frames.some((frame) => /^ +at (?!async ).*node:internal\/modules\//.test(frame));
}

/** Whether the program has something that an error comes to which nothing else caught. */
function isCaught(): boolean {
  return (
    process.listenerCount('uncaughtException') > 0 || process.hasUncaughtExceptionCaptureCallback()
  );
}

function remember(one: net.Socket | net.Server): void {
  if (letGo.size >= LET_GO_MOST) {
    for (const each of letGo) if (each instanceof net.Socket && each.destroyed) letGo.delete(each);
  }
  if (letGo.size < LET_GO_MOST) letGo.add(one);
}

/** What is open where nothing is left that keeps the program alive. */
function describeRest() {
  const own = [...letGo];
  const name = (socket: net.Socket) => numberSocket(socket) ?? [];
  const sockets = own.filter((each) => each instanceof net.Socket);
  const servers = own.filter((each) => each instanceof net.Server && each.listening);
  const kept = listSockets().filter((socket) => !letGo.has(socket) && !socket.destroyed);
  const paused = kept.filter(findPauser);
  const rest = kept.filter((socket) => !findPauser(socket));
  const half = rest.filter((socket) => socket.readableEnded && !socket.writableEnded);
  const unread = rest.filter((socket) => !socket.readableEnded && socket.readableLength > 0);
  return {
    cause: 'drained' as const,
    letGo: sockets.filter(({ destroyed }) => !destroyed).flatMap(name),
    paused: paused.flatMap(name),
    half: half.flatMap(name),
    unread: unread.flatMap(name),
    servers: servers.flatMap((server) => readLocal(server as net.Server).local ?? []),
  };
}
