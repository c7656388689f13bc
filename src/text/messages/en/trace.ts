// What the tap saw, in words.
import { groupDigits } from '../../digits.ts';

/** `program`: where a check's peer is told of it, whose own peer that is. */
type Caller = 'you' | 'node' | 'peer' | 'program' | undefined;

/** Connections that wait to be accepted, bytes that wait to be read, and those not yet acknowledged. */
export interface Queues {
  waiting?: number;
  unread?: number;
  unacknowledged?: number;
}

const CALLERS_EN = {
  you: '',
  node: ' (by Node itself)',
  peer: ' (from the peer)',
  program: ' (from the program)',
};

/** In English. */
export const en = {
  start: (file: string, pid: number | undefined) =>
    `start ${file}${pid === undefined ? '' : ` (pid ${pid})`}`,
  /** Of a child process; of a worker thread `file` is empty. */
  unwatched: (file: string, pid: number | undefined) =>
    `${file === '' ? 'worker thread' : `child process ${file} (pid ${pid})`}: its sockets are not watched`,
  /** Behind text that is not a whole line yet. */
  unfinished: '(no ⏎)',
  /** `isUnwatched`: in a child process, or in a thread that isn't watched. */
  listening: (address: string, isUnwatched = false) =>
    `listening on ${address}${isUnwatched ? ' (in a child process or worker: not watched)' : ''}`,
  closing: (address: string) => `server.close()${address && ` on ${address}`}`,
  /** Of a UNIX socket `address` is empty. */
  drop: (address: string) => `drop${address && ` ${address}`}`,
  connecting: (address: string) => `connecting to ${address}`,
  lookup: (name: string, address: string) => `lookup ${name} → ${address}`,
  connectionAttempt: (address: string) => `attempt to connect to ${address}`,
  connectionAttemptFailed: (message: string) => `attempt failed: ${message}`,
  connectionAttemptTimeout: (address: string) => `attempt timed out: ${address}`,
  connect: (address: string) => `connected to ${address}`,
  /** Of a UNIX socket, whose client has no address, `address` is empty. */
  connection: (address: string) => (address === '' ? 'connection' : `connection from ${address}`),
  write: (bytes: number) => `write ${countBytes(bytes)}`,
  unsent: (bytes: number) => `write ${countBytes(bytes)} (destroyed: not sent)`,
  data: (bytes: number) => `data ${countBytes(bytes)}`,
  /** Handed over, and taken by nobody. */
  lost: (bytes: number) => `data ${countBytes(bytes)} (nobody listens)`,
  arrived: (bytes: number) => `arrived ${countBytes(bytes)}`,
  /** Of a datagram socket, whose calls have other names. */
  send: (bytes: number) => `send ${countBytes(bytes)}`,
  tooLarge: (bytes: number) => `send ${countBytes(bytes)} (too large: not sent)`,
  dropped: (bytes: number) => `send ${countBytes(bytes)} (closed: not sent)`,
  message: (bytes: number) => `message ${countBytes(bytes)}`,
  /** Below bytes that are shown: how many are not. */
  moreBytes: (bytes: number) => `… ${bytes} more`,
  drain: 'drain',
  /** `option`: the server's option that is why. */
  pause: (by: Caller, option?: string) =>
    `pause${option ? ` (${option})` : by ? CALLERS_EN[by] : ''}`,
  resume: 'resume',
  finish: 'finish',
  timeout: 'timeout',
  reset: 'reset',
  fin: (isUnread: boolean) => (isUnread ? 'FIN (nobody reads)' : `FIN${CALLERS_EN.peer}`),
  end: (by: Caller) => `end${by ? CALLERS_EN[by] : ''}`,
  destroy: (by: Caller) => `destroy${by ? CALLERS_EN[by] : ''}`,
  /** `event`: its name, where it is another one. */
  error: (message: string, event = 'error') => `${event} ${message}`,
  /** `unread`: how many bytes arrived and were never read. */
  close: (hadError: boolean, unread: number): string => {
    const notes = [
      ...(hadError ? ['after an error'] : []),
      ...(unread > 0 ? [`${countBytes(unread)} never read`] : []),
    ];
    return notes.length > 0 ? `close (${notes.join(', ')})` : 'close';
  },
  /** Of a server. */
  serverClose: (address: string) => `close (server${address && ` on ${address}`})`,
  /** What the kernel says of a socket; the queues where they aren't empty. */
  state: (state: string, { waiting = 0, unread = 0, unacknowledged = 0 }: Queues): string =>
    [
      `kernel: ${state}`,
      ...(waiting > 0 ? [`${groupDigits(waiting)} waiting`] : []),
      ...(unread > 0 ? [`${countBytes(unread)} unread`] : []),
      ...(unacknowledged > 0 ? [`${countBytes(unacknowledged)} unacknowledged`] : []),
    ].join(', '),
  exit: (code: string) => `exit ${code}`,
  killed: (signal: string) => `ended by ${signal}`,
  /** What the proxy between them did. */
  proxy: {
    /** Precedes all that follows, where no column says whose it is. */
    name: 'proxy: ',
    listening: (address: string, faults: string) => `on ${address}${faults && `, ${faults}`}`,
    connection: (client: number, server: number) => `port ${client} goes on as port ${server}`,
    whole: (bytes: number) => countBytes(bytes),
    pieces: (bytes: number, pieces: number) =>
      bytes === pieces
        ? `${groupDigits(pieces)} pieces of 1 byte`
        : `${countBytes(bytes)} in ${pieces} pieces`,
    joined: (bytes: number, chunks: number) => `${chunks} chunks as one, ${countBytes(bytes)}`,
    swallowed: (bytes: number) => `${countBytes(bytes)} swallowed`,
    /** A connection that is accepted, and goes nowhere. */
    ignored: (client: number) => `port ${client} is accepted, goes nowhere`,
    frozen: (bytes: number) => `frozen after ${countBytes(bytes)}, both sides open`,
    reset: 'reset',
    resetBoth: (bytes: number) => `both sides reset after ${countBytes(bytes)}`,
    close: (bytes: number) => `close, ${countBytes(bytes)} not passed on`,
    error: (message: string) => `error ${message}`,
  },
  /** Where a check has seen enough. */
  verdict: 'the check fails here',
  /** What heads the column of what a check plays. */
  peer: 'peer (the check)',
  /** Rows that are not shown: those of phases that went well, and those that there is no room for. */
  earlier: (count: number) => `… ${countRows(count)} before this: the part that went well …`,
  leftOut: (count: number) => `… ${countRows(count)} not kept …`,
  /** For the frames of a stack trace that are none of the program's. */
  frames: (count: number, owners: readonly string[]) =>
    `… ${count} ${count === 1 ? 'frame' : 'frames'} of ${owners.join(' and ')}`,
  /** Heads the column of times. */
  milliseconds: 'ms',
};

function countRows(count: number): string {
  return `${groupDigits(count)} ${count === 1 ? 'row' : 'rows'}`;
}

function countBytes(bytes: number): string {
  return `${groupDigits(bytes)} ${bytes === 1 ? 'byte' : 'bytes'}`;
}
