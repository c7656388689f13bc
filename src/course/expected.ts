// Expected logs: what the prose says that programs print, compared with what they printed.
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { LogLine } from './block.ts';
import { matches, SKIP } from './log-pattern.ts';
import { findUnseen, isState, splitStates } from './log-states.ts';

/** A line that a program printed, its end as `· exit 1`, or the state of one of its connections as `· CLOSE-WAIT 5`. */
export interface PrintedLine {
  actor: string;
  text: string;
}

/** Where a log first differs from the expected one. */
export interface Difference {
  actor: string;
  /** 1-based line of the expectation in the prose; null where the prose expects nothing of this actor. */
  line: number | null;
  /** The line the prose expects; null where it expects no more. */
  expected: string | null;
  /** The line that came; null where none came. */
  got: string | null;
}

/** A log that is being waited for. */
export interface Expectation {
  /** Takes the next printed line. */
  take(printed: PrintedLine): void;
  /** Whether all expected lines have come, and those that must be last are; others may follow. */
  isMet(): boolean;
  /** Whether they can't come any more, whatever follows. */
  isHopeless(): boolean;
}

/** The article's port, which the prose names: the lessons' programs use it unless they are told another. */
export const PREFERRED_PORT = 6969;
const EXIT = '· exit ';

/**
 * The printed line that an event stands for, or null. The run's real `ports`, the server's and that of a proxy before
 * it, read as 6969, as in the prose.
 */
export function readPrinted(event: TraceEvent, ports: readonly number[]): PrintedLine | null {
  const { actor, kind, text = '', code, signal, state, waiting, unread } = event;
  if (kind === 'state') {
    const queue = waiting ?? unread;
    return { actor, text: `· ${state}${queue === undefined ? '' : ` ${queue}`}` };
  }
  if (kind === 'exit') return { actor, text: `${EXIT}${signal ?? code}` };
  if (kind !== 'stdout' && kind !== 'stderr') return null;
  const real = ports.filter((port) => port !== PREFERRED_PORT);
  if (real.length === 0) return { actor, text };
  const itself = new RegExp(`(?<!\\d)(?:${real.join('|')})(?!\\d)`, 'g');
  return { actor, text: text.replace(itself, String(PREFERRED_PORT)) };
}

/** Whether a line of a log is the end of a program that failed. */
export function isFailedEnd(text: string): boolean {
  return text.startsWith(EXIT) && text !== `${EXIT}0`;
}

/** Begins to wait for a log; each actor's lines are compared with its own, never with another's. */
export function openExpectation(log: readonly LogLine[]): Expectation {
  const [states, lines] = splitStates(log);
  const waits = new Map([...splitActors(lines)].map(([actor, own]) => [actor, openWait(own)]));
  const seen: PrintedLine[] = [];
  return {
    take(printed) {
      if (isState(printed.text)) seen.push(printed);
      else waits.get(printed.actor)?.take(printed.text);
    },
    isMet: () =>
      [...waits.values()].every((wait) => wait.isMet()) && findUnseen(states, seen) === null,
    isHopeless: () => [...waits.values()].some((wait) => wait.isHopeless()),
  };
}

/** The first difference between a finished log and the expected one, or null. */
export function findDifference(
  log: readonly LogLine[],
  printed: readonly PrintedLine[],
): Difference | null {
  const [states, lines] = splitStates(log);
  const [seen, texts] = splitStates(printed);
  const expected = splitActors(lines);
  const actors = new Set([...expected.keys(), ...texts.map(({ actor }) => actor)]);
  for (const actor of actors) {
    const own = expected.get(actor) ?? [];
    const got = texts.filter((line) => line.actor === actor).map(({ text }) => text);
    const isUntold = isUntoldEnd(own, got.at(-1));
    const difference = compareActor(actor, own, isUntold ? got.slice(0, -1) : got);
    if (difference) return difference;
  }
  const unseen = findUnseen(states, seen);
  return unseen && { actor: unseen.actor, line: unseen.line, expected: unseen.text, got: null };
}

/** Whether a line is the end of a program that ended well, which need not be mentioned; any other end must be. */
function isUntoldEnd(lines: readonly LogLine[], text: string | undefined): boolean {
  return text === `${EXIT}0` && !lines.some((line) => line.text.startsWith(EXIT));
}

/** Lines that must follow each other; between two such groups anything may stand. */
type LineRun = LogLine[];

function splitActors(log: readonly LogLine[]): Map<string, LogLine[]> {
  const actors = new Map<string, LogLine[]>();
  for (const line of log) actors.set(line.actor, [...(actors.get(line.actor) ?? []), line]);
  return actors;
}

function splitRuns(lines: readonly LogLine[]): LineRun[] {
  const runs: LineRun[] = [[]];
  for (const line of lines) {
    if (line.text === SKIP) runs.push([]);
    else runs.at(-1)?.push(line);
  }
  return runs;
}

function openWait(lines: readonly LogLine[]) {
  const runs = splitRuns(lines);
  const last = runs.at(-1) ?? [];
  const got: string[] = [];
  let current = 0;
  let from = 0;
  let isHopeless = false;
  const passEmpty = () => {
    while (runs[current]?.length === 0) current += 1;
  };
  passEmpty();
  return {
    take(text: string) {
      if (isUntoldEnd(lines, text)) return;
      got.push(text);
      const run = runs[current];
      if (!run || isHopeless) return;
      // Nothing may stand before the first group.
      if (current === 0) isHopeless = !matches(run[got.length - 1], text);
      const start = got.length - run.length;
      if (isHopeless || start < from || !fits(run, got.slice(start))) return;
      from = got.length;
      current += 1;
      passEmpty();
    },
    // What must be last is last now; without a gap nothing must be.
    isMet: () =>
      current >= runs.length && (runs.length === 1 || fits(last, got.slice(-last.length))),
    isHopeless: () => isHopeless,
  };
}

function compareActor(
  actor: string,
  lines: readonly LogLine[],
  got: readonly string[],
): Difference | null {
  const runs = splitRuns(lines);
  const last = runs.length - 1;
  const differ = (expected: LogLine | undefined, text: string | undefined): Difference => ({
    actor,
    line: expected?.line ?? lines.at(-1)?.line ?? null,
    expected: expected?.text ?? null,
    got: text ?? null,
  });
  let from = 0;
  for (const [index, run] of runs.entries()) {
    const isLast = index === last && index > 0;
    const atEnd = Math.max(from, got.length - run.length);
    const start = isLast ? atEnd : index === 0 ? 0 : findRun(run, got, from);
    if (start === -1) return differ(run[0], got[from]);
    const wrong = run.findIndex((line, offset) => !matches(line, got[start + offset]));
    if (wrong !== -1) return differ(run[wrong], got[start + wrong]);
    from = start + run.length;
  }
  return last === 0 && got.length > from ? differ(undefined, got[from]) : null;
}

function findRun(run: LineRun, got: readonly string[], from: number): number {
  for (let start = from; start + run.length <= got.length; start += 1) {
    if (fits(run, got.slice(start, start + run.length))) return start;
  }
  return -1;
}

function fits(run: LineRun, got: readonly string[]): boolean {
  return run.every((line, index) => matches(line, got[index]));
}
