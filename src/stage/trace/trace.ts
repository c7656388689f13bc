// The trace: the one stream of events that every view is drawn from.

/** Every kind of event, in no order. */
export const KINDS = [
  'start',
  'stdout',
  'stderr',
  'listening',
  'connecting',
  'connect',
  'connection',
  'write',
  'data',
  'drain',
  'pause',
  'end',
  'finish',
  'timeout',
  'destroy',
  'reset',
  'error',
  'close',
  'exit',
] as const;

/** What happened. */
export type Kind = (typeof KINDS)[number];

/**
 * One event of a run. `run --json` prints these, one JSON object a line (docs/json.md).
 */
export interface TraceEvent {
  /** Milliseconds, to the microsecond, since the run's first event; one monotonic clock for all processes. */
  at: number;
  /**
   * `server`, `client`, `client-2`, …, `you` (the learner, speaking over a raw connection) or `proxy` (what the
   * runner put between the clients and the server).
   */
  actor: string;
  kind: Kind;
  /**
   * stdout, stderr: the line, verbatim, without its line ending. start: the file's name. A proxy's listening: its
   * faults, as options of the command line.
   */
  text?: string;
  /**
   * Socket events: the client's port, the same on both ends (a small ordinal for sockets that have no ports). With
   * a proxy between them the ends have two numbers: `through` says which belong together.
   */
  connection?: number;
  /** A proxy's events: the port from which it connects to the server, which is the server's `connection`. */
  through?: number;
  /** connect, connection, listening: `address:port`, or a socket's path. */
  local?: string;
  /** connecting, connect, connection: `address:port`, or a socket's path. A proxy's listening: the server's. */
  remote?: string;
  /** `udp` for a datagram socket; absent for a stream. */
  protocol?: 'udp';
  /** write, data: how many bytes. A proxy's reset: after how many; its close: how many were never passed on. */
  bytes?: number;
  /** write, data: the first 48 bytes, printable. */
  preview?: string;
  /** A proxy's write, end and reset: the actor that receives it; absent where both do. */
  to?: 'client' | 'server';
  /** A proxy's write: in how many pieces the bytes are passed on, 0 where they aren't. */
  pieces?: number;
  /** A proxy's write: in how many chunks the bytes came, where more than one. */
  chunks?: number;
  /** write, data: the first 48 bytes, two lower-case hexadecimal digits each. */
  hex?: string;
  /**
   * write, end: how many bytes wait in the process after the call, for the kernel to take them (the stream's
   * `writableLength`); absent from a `write` that is part of `end(chunk)`, whose `end` has it. drain: how many
   * wait then.
   */
  buffered?: number;
  /** end, destroy: `you` (the program) or `node` (Node by itself). end: `peer` when the other side's FIN arrived. */
  by?: 'you' | 'node' | 'peer';
  /** close of a socket: whether an error came before, as Node gives it. */
  hadError?: boolean;
  /** error: Node's code, such as `ECONNRESET`. exit: the exit code, null after a signal. */
  code?: string | number | null;
  /** error: Node's message. */
  message?: string;
  /** exit: the signal that ended the process, or null. start: absent. */
  signal?: string | null;
  /** start: the process's id; absent where the program was stopped before it had a process. */
  pid?: number;
}
