// The texts about many clients: what they are doing, and what they did together.
import { groupDigits } from '../../digits.ts';

function count(number: number, one: string, many = `${one}s`): string {
  return `${groupDigits(number)} ${number === 1 ? one : many}`;
}

/** In English. */
export const en = {
  /** What stands above the rows of all of them. */
  times: (title: string, clients: number) => `${title} × ${clients}`,
  title: (title: string, started: number, clients: number) =>
    started === clients
      ? `${title}: ${count(clients, 'client')}`
      : `${title}: ${started} of ${count(clients, 'client')} started`,
  starting: (clients: number) => `${clients} not connected yet`,
  connected: (clients: number) => `${clients} connected`,
  apart: (clients: number) => `${clients} without a connection`,
  ended: (clients: number) => `${clients} ended`,
  failed: (clients: number) => `${clients} failed`,
  signalled: (clients: number) => `${clients} ended by a signal`,
  none: 'none was started',
  join: (parts: readonly string[]) => parts.join(', '),
  counted: (name: string, times: number) => `${name} × ${groupDigits(times)}`,
  progress: (started: number, clients: number, states: string) =>
    started === clients ? states : `${started} of ${clients} started: ${states}`,
  open: (open: number, all: number) =>
    `connections: ${groupDigits(open)} open, ${groupDigits(all)} accepted`,
  exitCode: (code: string) => `exit code ${code}`,
  exits: (exits: string) => `not ended well: ${exits}`,
  errors: (errors: string) => `errors: ${errors}`,
  /** `ms`: the median, two percentiles and the longest. */
  connects: (made: number, [median, percent95, percent99, most]: readonly string[]) =>
    `${count(made, 'connection')} made; time to connect: median ${median} ms, 95th percentile ${percent95} ms, 99th ${percent99} ms, longest ${most} ms`,
  bytes: (written: number, read: number) =>
    `${count(written, 'byte')} written, ${groupDigits(read)} read`,
  accepted: (connections: number, most: number, open: number) =>
    `${count(connections, 'connection')} accepted, ${groupDigits(most)} at the same time at most${open > 0 ? `, ${groupDigits(open)} still open` : ''}`,
  /** Lines that differ only in their numbers are counted together. */
  printed: 'printed, whatever the numbers:',
  line: (times: number, text: string) => `${groupDigits(times)} × ${text}`,
  otherLines: (lines: number) => count(lines, 'other line'),
  noClient: (title: string) =>
    `--clients starts many of the last program, and ${title} is a server. Name a client after it.`,
  rateAlone: '--rate says how many of --clients start a second. Name both.',
  /** `lack`: which limit is in the way, with its figures. */
  tooMany: (clients: number, lack: string, fitting: number) =>
    `${count(clients, 'client')} are more than this machine can run: ${lack}. ${fitting > 1 ? `Try --clients ${fitting}.` : ''}`.trim(),
  descriptors: (needed: number, limit: number) =>
    `they need ${groupDigits(needed)} open files in the tour, and it may have ${groupDigits(limit)} (ulimit -n)`,
  memory: (needed: number, free: number) =>
    `they need some ${groupDigits(needed)} MiB of memory, and ${groupDigits(free)} are free`,
  processes: (needed: number, left: number) =>
    `they need some ${groupDigits(needed)} processes and threads, and ${groupDigits(left)} more are allowed (ulimit -u, or pids.max of the control group)`,
  exhausted: (started: number, clients: number, lack: string, fitting: number) =>
    `Only ${started} of ${clients} clients were started: ${lack}${fitting > 1 ? `, or ask for fewer (--clients ${fitting})` : ''}.`,
  /** What keeps those alive that were still there, each with how many of them it does. */
  alive: (clients: number, reasons: string, isStill: boolean) =>
    `${clients} of the clients ${isStill ? 'were still' : clients === 1 ? 'stays' : 'stay'} alive: ${reasons}.`,
  aliveBecause: (reasons: string, clients: number) => `${reasons} (${clients})`,
  noPicture: (ending: string) =>
    `${ending} is a picture with a line for each program, too many with --clients. Save the trace: --save FILE.jsonl.`,
};
