// Expected logs: what the prose says that programs print, compared with what they printed.
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { LogLine } from './block.ts';

/** A line that a program printed, or its end as `· exit 1`. */
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

/** The port that the prose names. */
const PROSE_PORT = 6969;
const EXIT = '· exit ';
const SKIP = '…';

const MASKS = new Map([
  ['<port>', '\\d{1,5}'],
  ['<pid>', '\\d+'],
  ['<number>', '-?\\d+(?:[.,]\\d+)*'],
  ['<path>', '.+'],
  ['<version>', 'v?\\d+\\.\\d+\\.\\d+\\S*'],
  [SKIP, '.*'],
]);

/**
 * The printed line that an event stands for, or null. The run's real `ports`, the server's and that of a proxy before
 * it, read as 6969, as in the prose.
 */
export function readPrinted(event: TraceEvent, ports: readonly number[]): PrintedLine | null {
  const { actor, kind, text = '', code, signal } = event;
  if (kind === 'exit') return { actor, text: `${EXIT}${signal ?? code}` };
  if (kind !== 'stdout' && kind !== 'stderr') return null;
  const real = ports.filter((port) => port !== PROSE_PORT);
  if (real.length === 0) return { actor, text };
  const itself = new RegExp(`(?<!\\d)(?:${real.join('|')})(?!\\d)`, 'g');
  return { actor, text: text.replace(itself, String(PROSE_PORT)) };
}

/** Begins to wait for a log; each actor's lines are compared with its own, never with another's. */
export function openExpectation(log: readonly LogLine[]): Expectation {
  const waits = new Map(
    [...splitActors(log)].map(([actor, lines]) => [actor, openWait(splitRuns(lines))]),
  );
  return {
    take: ({ actor, text }) => waits.get(actor)?.take(text),
    isMet: () => [...waits.values()].every((wait) => wait.isMet()),
    isHopeless: () => [...waits.values()].some((wait) => wait.isHopeless()),
  };
}

/** The first difference between a finished log and the expected one, or null. */
export function findDifference(
  log: readonly LogLine[],
  printed: readonly PrintedLine[],
): Difference | null {
  const expected = splitActors(log);
  const actors = new Set([...expected.keys(), ...printed.map(({ actor }) => actor)]);
  for (const actor of actors) {
    const lines = expected.get(actor) ?? [];
    const got = printed.filter((line) => line.actor === actor).map(({ text }) => text);
    const difference = compareActor(actor, lines, dropUntoldEnd(lines, got));
    if (difference) return difference;
  }
  return null;
}

/** A program that ends well need not be mentioned; any other end must be. */
function dropUntoldEnd(lines: readonly LogLine[], got: string[]): string[] {
  const isTold = lines.some(({ text }) => text.startsWith(EXIT));
  return !isTold && got.at(-1) === `${EXIT}0` ? got.slice(0, -1) : got;
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

function openWait(runs: LineRun[]) {
  const lastRun = runs.length > 1 ? (runs.at(-1) ?? []) : [];
  const isEndTold = runs.flat().some(({ text }) => text.startsWith(EXIT));
  /** The latest lines of all, as many as must be last. */
  let latest: string[] = [];
  let current = 0;
  // The latest lines, no more than the current group has.
  let recent: string[] = [];
  let isHopeless = false;
  const passEmpty = () => {
    while (runs[current]?.length === 0) current += 1;
  };
  passEmpty();
  return {
    take(text: string) {
      const isUntold = !isEndTold && text === `${EXIT}0`;
      if (!isUntold && lastRun.length > 0) latest = [...latest, text].slice(-lastRun.length);
      const run = runs[current];
      if (!run || isHopeless) return;
      recent = [...recent, text].slice(-run.length);
      // Nothing may stand before the first group.
      if (current === 0) isHopeless = !recent.every((line, index) => matches(run[index], line));
      if (recent.length < run.length || !fits(run, recent)) return;
      current += 1;
      recent = [];
      passEmpty();
    },
    isMet: () => current >= runs.length && fits(lastRun, latest),
    isHopeless: () => isHopeless,
  };
}

function compareActor(
  actor: string,
  lines: readonly LogLine[],
  got: readonly string[],
): Difference | null {
  const runs = splitRuns(lines);
  const differ = (expected: LogLine | undefined, text: string | undefined): Difference => ({
    actor,
    line: expected?.line ?? lines.at(-1)?.line ?? null,
    expected: expected?.text ?? null,
    got: text ?? null,
  });
  const walk = (run: LineRun, from: number) => {
    const index = run.findIndex((line, offset) => !matches(line, got[from + offset]));
    return index === -1 ? null : differ(run[index], got[from + index]);
  };

  let from = 0;
  for (const [index, run] of runs.entries()) {
    const isFirst = index === 0;
    const isLast = index === runs.length - 1;
    if (isLast && !isFirst && run.length > 0)
      return walk(run, Math.max(from, got.length - run.length));
    if (isFirst) {
      const difference = walk(run, 0);
      if (difference) return difference;
      from = run.length;
      if (isLast && got.length > from) return differ(undefined, got[from]);
      continue;
    }
    const start = findRun(run, got, from);
    if (start === -1) return differ(run[0], got[from]);
    from = start + run.length;
  }
  return null;
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

function matches(line: LogLine | undefined, got: string | undefined): boolean {
  return line !== undefined && got !== undefined && pattern(line.text).test(got);
}

const patterns = new Map<string, RegExp>();

function pattern(text: string): RegExp {
  const known = patterns.get(text);
  if (known) return known;
  const source = text
    .split(/(<[a-z]+>|…)/)
    .map((piece) => MASKS.get(piece) ?? piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('');
  // A program may print blanks at the end of a line; an editor may not leave them in the prose.
  const made = new RegExp(`^${source}\\s*$`, 's');
  patterns.set(text, made);
  return made;
}
