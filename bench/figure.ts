// A figure: what one contestant needed for one task, run by run.

/** The unit of a figure. */
export type Unit = 'ms' | 'lines/s' | 'MiB' | 'lines' | 'saves' | 'packages';

/** The measurements of one contestant. */
export interface Figure {
  who: string;
  unit: Unit;
  /** One value a run, in the order of the runs. */
  values: number[];
  /** What else to report, such as lines that were lost. */
  note?: string;
}

/** One contestant of a race: `once` does the task and returns the figure of that run. */
export interface Contestant {
  who: string;
  once(run: number): Promise<number>;
  note?: () => string;
}

/** The median; of an even number of values, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1] ?? Number.NaN, sorted[Math.floor(half)] ?? 0];
  return (low + high) / 2;
}

/**
 * Lets each contestant do the task `runs` times, taking turns, so that other load on the machine affects
 * all alike. The first contestant is ours.
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
