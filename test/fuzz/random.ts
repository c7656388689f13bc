// Reproducible random choices: the same seed, the same numbers.

/** A source of random choices. */
export interface Random {
  /** A whole number from `least` to `most`, both possible. */
  int(least: number, most: number): number;
  /** One of the items. */
  pick<T>(items: readonly T[]): T;
  /** Whether something of probability `p` (0 to 1) comes true. */
  chance(p: number): boolean;
  /** `count` random bytes. */
  bytes(count: number): Buffer;
}

/** Opens a source (mulberry32: 32 bits of state, which is enough to choose tests by). */
export function openRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const random: Random = {
    int: (least, most) => least + Math.floor(next() * (most - least + 1)),
    pick: <T>(items: readonly T[]) => items[Math.floor(next() * items.length)] as T,
    chance: (p) => next() < p,
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => random.int(0, 255))),
  };
  return random;
}
