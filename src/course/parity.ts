// Parity: what the languages of a lesson must have in common.
import { formatPlace } from './problem.ts';

/** A text in one language, reduced to what must be equal in all. */
export interface Features {
  /** Its file, absolute. */
  path: string;
  /** In order, with their 1-based lines. */
  list: readonly { line: number; value: string }[];
}

/** A difference: the line in the second text, the place in the first, and what stands there in each (null: nothing). */
export interface Mismatch {
  line: number;
  place: string;
  wanted: string | null;
  got: string | null;
}

/** The first difference between two languages, or null. */
export function findMismatch(first: Features, second: Features): Mismatch | null {
  const [ours, theirs] = [first.list, second.list];
  const count = Math.max(ours.length, theirs.length);
  for (let index = 0; index < count; index += 1) {
    const [one, other] = [ours[index], theirs[index]];
    if (one?.value === other?.value) continue;
    const place = formatPlace(first.path, one?.line ?? ours.at(-1)?.line ?? 1);
    const line = other?.line ?? theirs.at(-1)?.line ?? 1;
    return { line, place, wanted: one?.value ?? null, got: other?.value ?? null };
  }
  return null;
}
