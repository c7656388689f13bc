// The trace: the one stream of events that every view is drawn from.

/** Every kind of event, in no order. */
export const KINDS = [
  'start',
  'unwatched',
  'stdout',
  'stderr',
  'partial',
  'listening',
  'closing',
  'drop',
  'connecting',
  'lookup',
  'connectionAttempt',
  'connectionAttemptFailed',
  'connectionAttemptTimeout',
  'connect',
  'connection',
  'write',
  'unsent',
  'data',
  'arrived',
  'drain',
  'pause',
  'resume',
  'fin',
  'end',
  'finish',
  'timeout',
  'destroy',
  'reset',
  'error',
  'close',
  'state',
  'exit',
  'verdict',
] as const;

/** What happened. */
export type Kind = (typeof KINDS)[number];

/** The states of RFC 9293, as it spells them, without CLOSED: such a socket is in no table. */
export const STATES = [
  'LISTEN',
  'SYN-SENT',
  'SYN-RECV',
  'ESTABLISHED',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'CLOSE-WAIT',
  'LAST-ACK',
  'CLOSING',
  'TIME-WAIT',
] as const;

/** What the kernel says of a socket. */
export type State = (typeof STATES)[number];

/**
 * One event of a run. `run --json` prints these, one JSON object a line (docs/json.md).
 */
export interface TraceEvent {
  /** Milliseconds, to the microsecond, since the run's first event; one monotonic clock for all processes. */
  at: number;
  /**
   * `server`, `server-2`, …, `client`, `client-2`, …, `you` (the learner, speaking over a raw connection) or `proxy`
   * (what the runner put between the clients and their server). In a check also `peer` (what the check itself plays),
   * `course` (a program of the course's own) and `check` (its verdict).
   */
  actor: string;
  kind: Kind;
  /**
   * stdout, stderr: the line, verbatim, without its line ending. partial: what was printed of a line that had not ended
   * after a moment; the whole line follows once it ends, or its program does. start: the file's name, with the
   * variables and arguments that the learner gave the program. A proxy's listening: its faults, as options of the
   * command line. lookup: the name. unwatched: the file of a child process, empty for a worker thread.
   * error: the event, where it is not `error`. pause: `pauseOnConnect`, where that option of the server's is why.
   */
  text?: string;
  /** stdout, stderr: how many characters of the line were in events of kind `partial` before; absent where none were. */
  shown?: number;
  /** partial: `stderr`; absent for the standard output. */
  stream?: 'stderr';
  /**
   * Socket events: the client's port, the same on both ends (a small ordinal for sockets that have no ports). With
   * a proxy between them the ends have two numbers: `through` says which belong together.
   */
  connection?: number;
  /** A proxy's events: the port from which it connects to the server, which is the server's `connection`; absent where it doesn't. */
  through?: number;
  /** connect, connection, state; a server's listening, closing and close: `address:port`, or a socket's path. */
  local?: string;
  /**
   * connecting, connect, connection, drop, and an attempt: `address:port`, or a socket's path; state: absent of a socket
   * that listens. A proxy's listening: the server's.
   */
  remote?: string;
  /** lookup: one of the name's addresses, without a port. */
  address?: string;
  /** `udp` for a datagram socket; absent for a stream. */
  protocol?: 'udp';
  /** write, unsent, data, arrived: how many bytes. A proxy's reset and pause, for good: after how many; its close: how many were never passed on. */
  bytes?: number;
  /** write of a datagram socket: true where it is more than fits into a datagram, so that nothing is sent. */
  isTooLarge?: true;
  /** write, unsent, data, arrived: the first 48 bytes, printable. */
  preview?: string;
  /** A proxy's write, end and reset: the actor that receives it; absent where both do. */
  to?: 'client' | 'server';
  /** A proxy's write: in how many pieces the bytes are passed on, 0 where they aren't. */
  pieces?: number;
  /** A proxy's write: in how many chunks the bytes came, where more than one. */
  chunks?: number;
  /** write, unsent, data, arrived: the first 48 bytes, two lower-case hexadecimal digits each. */
  hex?: string;
  /**
   * write, end: how many bytes wait in the process after the call, for the kernel to take them (the stream's
   * `writableLength`); absent from a `write` that is part of `end(chunk)`, whose `end` has it. drain: how many
   * wait then.
   */
  buffered?: number;
  /** end, destroy, pause: `you` (the program) or `node` (Node by itself). end: `peer` for the `end` event. */
  by?: 'you' | 'node' | 'peer';
  /** fin: true where nobody reads what came before it, so that there will be no `end`. */
  isUnread?: true;
  /** listening: true where the program doesn't say so itself: a child process of its, or a thread, opened the port. */
  isUnwatched?: true;
  /** listening: how many connections may wait to be accepted, where the program asked for a number. */
  backlog?: number;
  /** close of a socket: how many bytes had arrived and were never read, if any. state: how many are not read yet. */
  unread?: number;
  /** state: what the kernel says of the socket, `TIME-WAIT` for example. */
  state?: State;
  /** state: how many bytes of the program's the other end's kernel has not acknowledged, if any. */
  unacknowledged?: number;
  /** state, of a socket that listens: how many connections the program has not accepted, if any; on Linux only. */
  waiting?: number;
  /** close of a socket: whether an error came before, as Node gives it. */
  hadError?: boolean;
  /** error: Node's code, such as `ECONNRESET`. exit: the exit code, null after a signal. */
  code?: string | number | null;
  /** error, connectionAttemptFailed: Node's message. */
  message?: string;
  /** error: true where the address in the message is the path of a UNIX socket, whatever it looks like. */
  isPath?: true;
  /** exit: the signal that ended the process, or null. start: absent. */
  signal?: string | null;
  /** start, unwatched: the process's id; absent where the program was stopped before it had a process. */
  pid?: number;
}
