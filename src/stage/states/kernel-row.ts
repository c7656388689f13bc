// A row of the kernel's table of TCP sockets, whatever system it comes from.
import type { State } from '../trace/trace.ts';

/** One end of a connection, or a socket that listens, as the kernel knows it. */
export interface KernelRow {
  /** `127.0.0.1:6969`, `[::1]:6969`. */
  local: string;
  /** The other end; of a socket that listens the unspecified address. */
  remote: string;
  state: State;
  /** Bytes that have arrived and that the program has not read; of a socket that listens 0. */
  unread: number;
  /** Bytes that the program has written and that the other end's kernel has not acknowledged. */
  unacknowledged: number;
  /** Connections that the kernel has made and the program has not accepted; only of a socket that listens, on Linux. */
  waiting: number;
  /** What the system says of the socket's owner: its inode (Linux) or the process (Windows); absent where nothing. */
  inode?: string;
  pid?: number;
}

/** What waits at a socket. */
export type Queue = Pick<KernelRow, 'unread' | 'unacknowledged' | 'waiting'>;

/** What of a queue is not empty. */
export function pickQueue({ unread, unacknowledged, waiting }: Queue): Partial<Queue> {
  return {
    ...(unread > 0 && { unread }),
    ...(unacknowledged > 0 && { unacknowledged }),
    ...(waiting > 0 && { waiting }),
  };
}
