// What a tapped program reports to the runner, one JSON object a line.
import type { TraceEvent } from './trace.ts';

/** A socket or server event as the tap saw it, or a piece of output, stamped inside the program. */
export type TapRecord = Omit<TraceEvent, 'at' | 'actor'> & {
  /** Microseconds on the machine's monotonic clock. */
  t: number;
  /** A path in place of a port: the runner gives such connections their numbers. */
  path?: string;
  /** The program's own number for a socket that has a path. */
  socket?: number;
};

/** The tap's answer to a question of the runner's. */
export interface TapAnswer {
  /** What keeps the program alive, by Node's names (`process.getActiveResourcesInfo`). */
  resources: string[];
}

/** The environment variable that tells the tap it is wanted; removed before the program can see it. */
export const TAP_VARIABLE = 'SOCKET_TOUR_TAP';
/** The descriptor on which the tap reports. */
export const REPORT_FD = 3;
/** The descriptor on which the runner asks. */
export const CONTROL_FD = 4;
