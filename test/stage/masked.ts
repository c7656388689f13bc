// Masks what differs from run to run in what a program did, to compare runs of it.
import type { Exit } from '../../src/stage/program.ts';
import type { Performance } from './programs.ts';

/** What a program printed, and how it ended. */
export interface Ending {
  stdout: string[];
  stderr: string[];
  exit: Exit;
}

/** Masks what a program printed. */
export function maskEnding({ stdout, stderr, exit }: Performance): Ending {
  return { stdout: stdout.map(hide), stderr: stderr.map(hide), exit };
}

/** Masks all that a program did: each event is a line of JSON, and its connections are renumbered. */
export function maskPerformance(performance: Performance): Ending & { trace: string[] } {
  const numbers = new Map<number, number>();
  const number = (connection: number) => {
    numbers.set(connection, numbers.get(connection) ?? numbers.size);
    return numbers.get(connection);
  };
  // What Node itself writes to stderr is in the order of its arrival only.
  const trace = performance.events
    .filter(({ kind }) => kind !== 'stderr')
    .map(({ at: _, pid: __, connection, ...rest }) =>
      hide(JSON.stringify([rest, connection === undefined ? null : number(connection)])),
    );
  return { ...maskEnding(performance), trace };
}

function hide(text: string): string {
  return text
    .replace(/(127\.0\.0\.1|localhost|::1\]):\d+|(port: )\d+/g, '$1$2<port>')
    .replace(/\(node:\d+\)/, '(node:<pid>)')
    .replace(/Date: .*GMT|Date: .{25}/, '<date>')
    .replace(/programs-\w+/g, 'programs-<path>');
}
