// The table of a mashing: by kind of end, and by fault.
import { FAULTS } from './faults.ts';
import { ENDS, type Mashed } from './session.ts';

/** How many seeds a row names. */
const NAMED = 20;

/** The lines of the table. */
export function renderTally(all: readonly Mashed[], seconds: number): string[] {
  const ends = all.flatMap((each) => each.ends);
  const sum = (count: (each: Mashed) => number) =>
    all.reduce((total, each) => total + count(each), 0);
  const sane = all.filter(({ faults }) => faults.length === 0).length;
  const endRows = ENDS.map((end) => row(end, ends.filter((each) => each === end).length));
  const faultRows = FAULTS.map((kind) => {
    const seeds = all.filter(({ faults }) => faults.some((fault) => fault.kind === kind));
    const named = seeds.slice(0, NAMED).map(({ seed }) => seed);
    const more = seeds.length > NAMED ? ' …' : '';
    return row(kind, seeds.length) + (named.length > 0 ? `  ${named.join(', ')}${more}` : '');
  });
  return [
    `${sane} of ${all.length} seeds sane: ${sum(({ strokes }) => strokes)} keys in ${ends.length} tours, ` +
      `${sum(({ lessonsRead }) => lessonsRead)} lessons read to their end, ${Math.round(seconds)} s`,
    'tours that ended by',
    ...endRows,
    'seeds with a fault',
    ...faultRows,
    'seconds until a tour answered, and ended: median, longest, seed',
    waitRow('answered', all, ({ waits }) => waits.answer),
    waitRow('ended', all, ({ waits }) => waits.end),
  ].map((line) => `  ${line}`);
}

function row(name: string, count: number): string {
  return `  ${name.padEnd(30)} ${String(count).padStart(5)}`;
}

function waitRow(
  name: string,
  all: readonly Mashed[],
  list: (each: Mashed) => readonly number[],
): string {
  const waits = all
    .flatMap((each) => list(each).map((ms) => ({ ms, seed: each.seed })))
    .sort((a, b) => a.ms - b.ms);
  const longest = waits.at(-1);
  const median = waits[Math.floor(waits.length / 2)];
  if (!longest || !median) return row(name, 0);
  const [half, most] = [median, longest].map(({ ms }) => (ms / 1000).toFixed(1));
  return `  ${name.padEnd(30)} ${half?.padStart(5)}  ${most}, seed ${longest.seed}`;
}
