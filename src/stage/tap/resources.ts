// What keeps the program alive, for the runner's questions.
import net from 'node:net';
import { Worker } from 'node:worker_threads';
import {
  ENDED_HERE,
  ENDED_THERE,
  HOLDS,
  INPUT,
  PAUSED,
  SECURING,
  TIMED,
  UNREAD,
  WORKER,
} from '../trace/record.ts';
import { numberSocket } from './connections.ts';
import { findPauser, isSecuring, isUnread } from './reading.ts';
import { wrapMethod } from './wrap.ts';

/** The worker threads that keep the process alive: Node's list has none of them. */
const workers = new Set<Worker>();
/** Those that were let go before their process told of them, as esbuild's is, which tsx starts. */
const letGo = new WeakSet<Worker>();

/** Whether it is Node's own, in which the modules' loader runs. */
function isOfLoader(worker: Worker): boolean {
  return worker.constructor.name === 'InternalWorker';
}

/** Starts counting worker threads. */
export function tapWorkers(): void {
  wrapMethod(process, 'emit', (_self, [event, worker]) => {
    if (event === 'worker') keep(worker as Worker);
  });
  wrapMethod(Worker.prototype, 'ref', (self) => {
    letGo.delete(self);
    keep(self);
  });
  wrapMethod(Worker.prototype, 'unref', (self) => {
    letGo.add(self);
    workers.delete(self);
  });
}

function keep(worker: Worker): void {
  if (!isOfLoader(worker) && !letGo.has(worker)) workers.add(worker);
}

/** What keeps this process alive, except the pipes of its standard streams, which don't. */
export function listResources(): string[] {
  const names = process.getActiveResourcesInfo();
  for (let stream = 0; stream < 2; stream += 1) {
    const index = names.indexOf('PipeWrap');
    if (index >= 0) names.splice(index, 1);
  }
  // The id of one that has ended is -1.
  const isAlive = ({ threadId }: Worker) => threadId !== -1;
  return [...names, ...([...workers].some(isAlive) ? [WORKER] : []), ...describeSockets()];
}

/** The sockets that were not let go, also those that nothing is read from. */
export function listSockets(): net.Socket[] {
  // Node has no other list of its sockets; where it lacks this one, nothing is said of them.
  const { _getActiveHandles: list } = process as { _getActiveHandles?(): unknown[] };
  return (list?.call(process) ?? []).filter((handle) => handle instanceof net.Socket);
}

/** Standard input where it is read; the connections on which nothing reads, so that not even their end is noticed; those with a timeout. */
function* describeSockets(): Generator<string> {
  for (const handle of listSockets()) {
    if ((handle as { fd?: number }).fd === 0) yield INPUT;
    const connection = numberSocket(handle);
    if (connection === undefined) continue;
    const pauser = findPauser(handle);
    if (isSecuring(handle)) yield `${SECURING}${connection}`;
    if (isUnread(handle)) yield `${UNREAD}${connection}`;
    if (pauser) yield `${PAUSED[pauser]}${connection}`;
    if ((isUnread(handle) || pauser) && handle.readableLength > 0) {
      yield `${HOLDS}${connection} ${handle.readableLength}`;
    }
    const { readableEnded, writableEnded } = handle;
    if (readableEnded !== writableEnded) {
      yield `${readableEnded ? ENDED_THERE : ENDED_HERE}${connection}`;
    }
    if (handle.timeout) yield `${TIMED}${connection}`;
  }
}
