// The summary of the many clients among the programs of a run.
import { openSummary, type Summary } from '../screen/many-clients/summary.ts';
import type { TracedProgram } from './trace-file.ts';

/** Sums up the many clients among programs; null where there are none. */
export function sumUp(programs: readonly TracedProgram[]): Summary | null {
  const many = programs.filter(({ isOneOfMany }) => isOneOfMany);
  const [first] = many;
  if (!first) return null;
  const titles = Object.fromEntries(programs.map(({ actor, title }) => [actor, title]));
  return openSummary(
    many.map(({ actor }) => actor),
    first.title,
    titles,
  );
}
