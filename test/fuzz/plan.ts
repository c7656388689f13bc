// The plan of a fuzz suite: how many cases, and from which seed; few in every test run, many by hand.

/** How a fuzz test is run. */
export interface Plan {
  /** How many cases are tried. */
  runs: number;
  /** The seed of the first case; those that follow count on from it. */
  seed: number;
}

/**
 * The plan for a suite: `few` cases in a test run, `many` with `npm run fuzz`, or as many as `--runs` says. The
 * seed is fixed in a test run, so that a red build stays red.
 */
export function planRuns(few: number, many: number): Plan {
  const { FUZZ, FUZZ_RUNS, FUZZ_SEED } = process.env;
  const runs = Number(FUZZ_RUNS ?? (FUZZ ? many : few));
  return { runs, seed: Number(FUZZ_SEED ?? 1) };
}

/** Does something for each seed; an error names the seed that reproduces it. */
export async function forEachSeed(
  { runs, seed: first }: Plan,
  attempt: (seed: number) => void | Promise<void>,
): Promise<void> {
  for (let seed = first; seed < first + runs; seed += 1) {
    try {
      await attempt(seed);
    } catch (error) {
      throw new Error(`seed ${seed}: FUZZ_SEED=${seed} FUZZ_RUNS=1 shows it again`, {
        cause: error,
      });
    }
  }
}
