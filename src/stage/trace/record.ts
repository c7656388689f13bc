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
};

/** What the tap reports that is no event: the answer to a question of the runner's, or the state of a spare. */
export type TapAnswer =
  /** What keeps the program alive, by Node's names (`process.getActiveResourcesInfo`). */
  | { resources: string[] }
  /** A spare waits for its cue, or has become a program. */
  | { state: 'waiting' | 'begun' };

/** What a spare needs to become a program: one line of JSON on CONTROL_FD. */
export interface Cue {
  /** Absolute. */
  cwd: string;
  /** The whole environment. */
  environment: Readonly<Record<string, string>>;
}

/**
 * The environment variable that tells the tap it is wanted, and the token of its marks; removed before
 * the program can see it.
 */
export const TAP_VARIABLE = 'SOCKET_TOUR_TAP';
/** Behind the token: the tap is to hold its reports back (see the stage's `tap: 'deferred'`). */
export const DEFERRED = '+';
/** The environment variable that makes a tapped program a spare, which waits for its cue. */
export const SPARE_VARIABLE = 'SOCKET_TOUR_SPARE';
/** Its value where tsx's compiler is to wait with the spare. */
export const WITH_COMPILER = 'with compiler';
/** The descriptor on which the tap reports, one JSON object a line. */
export const REPORT_FD = 3;
/** The descriptor on which the runner asks, a line each, and before that gives a spare its cue. */
export const CONTROL_FD = 4;

/**
 * Output stays in the stream it belongs to, among what a child or Node itself writes there, and is marked
 * with the time at which it was written:
 *
 *     NUL token kind seconds '.' nanoseconds [':' stack trace limit] NUL
 *
 * `l`: one line follows, and its ending. `m`: text follows, up to a mark of kind `e`. `u`: an uncaught
 * error is about to be printed by Node; what follows unmarked was written now.
 */
export type MarkKind = 'l' | 'm' | 'e' | 'u';
/** The first and the last character of a mark. */
export const NUL = '\0';
/** How many frames a stack trace has unless the program says otherwise (`Error.stackTraceLimit`). */
export const STACK_LIMIT = 10;
