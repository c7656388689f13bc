// What a tapped program reports to the runner, and how.
import type { TraceEvent } from './trace.ts';

/** A socket or server event as the tap saw it, or a line of output, stamped inside the program. */
export type TapRecord = Omit<TraceEvent, 'at' | 'actor'> & {
  /** Microseconds on the machine's monotonic clock. */
  t: number;
  /** A path in place of a port: the runner gives such connections their numbers. */
  path?: string;
  /** The program's own number for a socket that has a path; the own port of a datagram socket. */
  socket?: number;
  /** error: true where the socket had no listener for it, so that it was thrown. */
  isUnheard?: true;
  /** state: when the kernel was asked; `t` is when its whole answer had come. */
  since?: number;
  /** data: how many bytes Node had read since the record before; absent where these are all that are handed over. */
  read?: number;
};

/** How many bytes Node had read from the connection by this record, since the one before. */
export function countRead({ kind, bytes = 0, read = bytes }: TapRecord): number {
  return kind === 'data' || kind === 'arrived' ? read : 0;
}

/** The answer to a question of the runner's. */
export interface TapAnswer {
  /** What keeps the program alive, by Node's names (`process.getActiveResourcesInfo`), `INPUT`, and what `UNREAD` and `TIMED` begin. */
  resources: string[];
  /** How many questions it had been asked by then: an answer to an earlier one tells nothing of what came since. */
  asked: number;
}

/** How a program comes to its end, where it isn't told to; the last that the tap says counts. */
export interface TapEnding {
  /**
   * `drained`: nothing is left that keeps a program alive; `rejected`: Node ends it because of a rejection that nothing
   * caught; `thrown`: because of another error; `exited`: the program called `process.exit()`.
   */
  cause: 'drained' | 'rejected' | 'thrown' | 'exited';
  /** When that was, in microseconds on the machine's monotonic clock. */
  begun: number;
  /**
   * Connections, by their ports or, below 0, the program's own numbers of sockets with a path, that are open then, and keep it alive no more: those that it let go (`unref()`), those that are paused,
   * those whose other side has ended, and what came before that end is read (`half`) or not (`unread`).
   */
  letGo?: number[];
  paused?: number[];
  half?: number[];
  unread?: number[];
  /** Where servers listen then that it let go. */
  servers?: string[];
}

/** That standard input is read, a pipe or a terminal. */
export const INPUT = 'stdin';
/** That a worker thread runs. */
export const WORKER = 'Worker';
/** Before the number of a connection that nobody reads: its port, or below 0 the program's own number of a socket with a path. */
export const UNREAD = 'TCPSocketWrap unread ';

/** Before the number of a connection that has a timeout (`socket.setTimeout`), whether it has come or not. */
export const TIMED = 'TCPSocketWrap timed ';

/** Who has paused a connection that nobody reads: the program, the option of its server, or Node, at the end of a pipe. */
export type Pauser = 'you' | 'option' | 'node';
/** Before the number of a connection that one of those has paused. */
export const PAUSED: Readonly<Record<Pauser, string>> = {
  you: 'TCPSocketWrap paused ',
  option: 'TCPSocketWrap paused at first ',
  node: 'TCPSocketWrap paused by Node ',
};
/** Before the number of a connection that nobody reads, or that is paused; behind it how many bytes wait in the process. */
export const HOLDS = 'TCPSocketWrap holds ';

/** Before the number of a connection whose other side has ended it, and the program has not; and the other way round. */
export const ENDED_THERE = 'TCPSocketWrap ended there ';
export const ENDED_HERE = 'TCPSocketWrap ended here ';

/** Before the number of a connection on which TLS is not set up yet. */
export const SECURING = 'TLSWrap securing ';

/** The text of a pause by that option of a server. */
export const PAUSE_ON_CONNECT = 'pauseOnConnect';

/** What a spare needs to become a program: one line of JSON on CONTROL_FD. */
export interface Cue {
  /** Absolute. */
  cwd: string;
  /** The whole environment. */
  environment: Readonly<Record<string, string>>;
}

/**
 * The environment variable that tells the tap that it is wanted: the token of its marks and, behind a blank, its role
 * where it has one. Removed before the program can see it.
 */
export const TAP_VARIABLE = 'SOCKET_TOUR_TAP';
/**
 * `deferred`: it holds its reports back (see the stage's `tap: 'deferred'`). `spare`: it waits for its cue;
 * `compiling`: so does tsx's compiler.
 */
export type TapRole = 'deferred' | 'spare' | 'compiling';
/** The descriptor on which the tap reports, one JSON object a line. */
export const REPORT_FD = 3;
/** The descriptor on which the runner asks, a line each, and before that gives a spare its cue. */
export const CONTROL_FD = 4;

/**
 * Output stays in the stream it belongs to, among what a child or Node itself writes there, and is marked
 * with the time at which it was written, in `MARK_DIGITS` digits, in ns:
 *
 *     NUL token kind time NUL
 *
 * `l`: one line follows, and its ending. `m`: text follows, up to a mark of kind `e`. `u`: an uncaught
 * error is about to be printed by Node; what follows unmarked was written now.
 */
export type MarkKind = 'l' | 'm' | 'e' | 'u';
/** The first and the last character of a mark. */
export const NUL = '\0';
/** The digits of a mark's time: 10 of seconds, 9 of nanoseconds. */
export const MARK_DIGITS = 19;
