// Percentiles of durations.

/** Percentiles, to the microsecond, in ms. */
export interface Percentiles {
  median: number;
  percent95: number;
  percent99: number;
  most: number;
}

/** The percentiles of durations in ms, in any order; null where there are none. */
export function findPercentiles(durations: readonly number[]): Percentiles | null {
  if (durations.length === 0) return null;
  const sorted = [...durations].sort((a, b) => a - b);
  const at = (share: number) =>
    Math.round((sorted[Math.ceil(share * sorted.length) - 1] ?? 0) * 1e3) / 1e3;
  return { median: at(0.5), percent95: at(0.95), percent99: at(0.99), most: at(1) };
}

/** The same in the order in which sentences name them. */
export function listPercentiles({ median, percent95, percent99, most }: Percentiles): number[] {
  return [median, percent95, percent99, most];
}
