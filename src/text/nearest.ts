// The nearest name: what a mistyped word was probably meant to be.

/**
 * How many single edits (insert, delete, replace, swap two neighbours) turn one word into the other
 * (optimal string alignment distance).
 */
function measureDistance(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  const cell = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= from.length; row++) {
    const costs = [row];
    rows.push(costs);
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      costs[column] = Math.min(
        cell(row - 1, column) + 1,
        cell(row, column - 1) + 1,
        cell(row - 1, column - 1) + (isSame ? 0 : 1),
        isSwap ? cell(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
  }
  return cell(from.length, to.length);
}

/** The name nearest to a word, or null where none is near: at most a third of its letters differ, or it is a prefix. */
export function findNearest(word: string, names: readonly string[]): string | null {
  const wanted = word.toLowerCase();
  const ranked = names
    .map((name) => ({ name, distance: measureDistance(wanted, name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  const letters = wanted.replaceAll('-', '').length;
  if (best && best.distance <= Math.max(1, Math.floor(letters / 3))) return best.name;
  // `doc` for `doctor`, `--ver` for `--version`: too many edits, yet clear.
  return letters >= 2 ? (names.find((name) => name.startsWith(wanted)) ?? null) : null;
}
