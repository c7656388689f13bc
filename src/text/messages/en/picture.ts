// The words of a sequence picture.
import { groupDigits } from '../../digits.ts';

/** In English. */
export const en = {
  title: (actors: readonly string[]) => `A run of ${actors.join(', ')}`,
  /** A silence, in a time with its unit. */
  gap: (time: string) => `${time} without an event`,
  /** Events that are not drawn, and how many there are of each kind. */
  left: (events: number, kinds: readonly (readonly [kind: string, events: number])[]) =>
    `${groupDigits(events)} more: ${kinds.map(([kind, count]) => `${groupDigits(count)} × ${kind}`).join(', ')}`,
};
