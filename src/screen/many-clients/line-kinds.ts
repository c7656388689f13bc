// Printed lines by their kind: lines that differ only in their numbers are counted together.

/** Lines of one kind. */
export interface LineKind {
  /** The first of them. */
  text: string;
  times: number;
}

/** Counts lines. */
export interface LineKinds {
  /** Counts a line, unless it is blank; returns how many of its kind there are by now. */
  take(text: string): number;
  /** Those that came most often first. */
  list(): LineKind[];
  /** How many lines are of none of these kinds, because there were too many kinds. */
  readonly others: number;
}

/** Of programs that print something else each time, not every kind is kept. */
const KINDS_MOST = 200;
const TEXT_MOST = 200;

/** Opens a count of lines. */
export function openLineKinds(): LineKinds {
  const kinds = new Map<string, LineKind>();
  let others = 0;
  return {
    take(text) {
      if (text.trim() === '') return 0;
      const name = text.slice(0, TEXT_MOST).replace(/\d+/g, '0');
      const kind = kinds.get(name);
      if (kind) {
        kind.times += 1;
        return kind.times;
      }
      if (kinds.size < KINDS_MOST) kinds.set(name, { text: text.slice(0, TEXT_MOST), times: 1 });
      else others += 1;
      return 1;
    },
    list: () => [...kinds.values()].sort((a, b) => b.times - a.times),
    get others() {
      return others;
    },
  };
}
