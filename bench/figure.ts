// A figure: what one contestant needed for one thing, run by run.

/** In what a figure is measured. */
export type Unit = 'ms' | 'lines/s' | 'MiB' | 'lines' | 'saves' | 'packages';

/** What was measured of one contestant. */
export interface Figure {
  who: string;
  unit: Unit;
  /** One value a run, in the order of the runs. */
  values: number[];
  /** What else is to be known, such as lines that were lost. */
  note?: string;
}

/** One contestant of a race: `once` does the thing and returns the figure of that run. */
export interface Contestant {
  who: string;
  once(run: number): Promise<number>;
  note?: () => string;
}

/** The middle of some values; the mean of the two middle ones where their number is even. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1] ?? Number.NaN, sorted[Math.floor(half)] ?? 0];
  return (low + high) / 2;
}

/**
 * Has each contestant do the thing `runs` times, taking turns, so that whatever else the machine does falls
 * on all alike. The first contestant is ours.
 */
export async function race(
  contestants: readonly Contestant[],
  unit: Unit,
  runs: number,
): Promise<Figure[]> {
  const values: number[][] = contestants.map(() => []);
  for (let run = 0; run < runs; run += 1) {
    for (const [index, contestant] of contestants.entries()) {
      values[index]?.push(await contestant.once(run));
    }
  }
  return contestants.map(({ who, note }, index) => ({
    who,
    unit,
    values: values[index] ?? [],
    ...(note && { note: note() }),
  }));
}
