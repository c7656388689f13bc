// Masks what differs from run to run in what a program did, to compare runs of it.
import type { Exit } from '../../src/stage/program.ts';
import type { TraceEvent } from '../../src/stage/trace/trace.ts';
import type { Performance } from './programs.ts';

/** What a program printed, and how it ended. */
export interface Ending {
  stdout: string[];
  stderr: string[];
  exit: Exit;
}

/** Masks what a program printed. */
export function maskEnding({ stdout, stderr, exit }: Performance): Ending {
  return { stdout: shorten(stdout.map(hide)), stderr: shorten(stderr.map(hide)), exit };
}

const FRAME = /^\s+at .*(:\d+:\d+\)?|<anonymous>\))$/;
/** How many frames a stack trace has at least: the rest of the ten may be the tap's own, which are taken out. */
const FRAMES = 6;

/** Cuts the ends of stack traces, which the tap's frames push out. */
function shorten(lines: readonly string[]): string[] {
  let frames = 0;
  return lines.filter((line) => {
    frames = FRAME.test(line) ? frames + 1 : 0;
    return frames <= FRAMES;
  });
}

/** Masks all that a program did: each event is a line of JSON, and its connections are renumbered. */
export function maskPerformance(performance: Performance): Ending & { trace: string[] } {
  const numbers = new Map<number, number>();
  const number = (connection: number) => {
    numbers.set(connection, numbers.get(connection) ?? numbers.size);
    return numbers.get(connection);
  };
  // What Node itself and child processes write is in the order of its arrival only, and parts of lines depend on speed.
  const isLucky = ({ kind }: TraceEvent) => ['stderr', 'partial', 'unwatched'].includes(kind);
  const trace = performance.events
    .filter((event) => !isLucky(event))
    .map(({ at: _, pid: __, shown: ___, connection, ...rest }) =>
      hide(JSON.stringify([rest, connection === undefined ? null : number(connection)])),
    );
  return { ...maskEnding(performance), trace };
}

function hide(text: string): string {
  return text
    .replace(/(127\.0\.0\.1|localhost|::1?\]):\d+|(port: )\d+/g, '$1$2<port>')
    .replace(/\(node:\d+\)/, '(node:<pid>)')
    .replace(/Date: .*GMT|Date: .{25}/, '<date>')
    .replace(/programs-\w+/g, 'programs-<path>');
}
