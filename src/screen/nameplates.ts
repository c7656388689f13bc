// The names before rows of a column that several actors share.

import { measureWidth, padEnd } from '../text/width.ts';
import { nameActors } from './actor-names.ts';
import { showControls } from './printable.ts';

const RAIL = '┊';
// Below this many columns for the text, the name is cut.
const TEXT_AT_LEAST = 12;

/** What stands before an actor's text: on its first line, and on those that continue it. */
export interface Nameplate {
  first: string;
  next: string;
  /** The columns of both. */
  columns: number;
}

const NOTHING: Nameplate = { first: '', next: '', columns: 0 };

/** The names of the actors in one column; their number grows during a run. */
export class Nameplates {
  readonly #actors: Set<string>;
  readonly #titles: Readonly<Record<string, string>>;

  constructor(actors: readonly string[], titles: Readonly<Record<string, string>> = {}) {
    this.#actors = new Set(actors);
    this.#titles = titles;
  }

  /** The plate of `actor` in a column of `columns`; empty while it has the column to itself. */
  of(actor: string, columns: number): Nameplate {
    this.#actors.add(actor);
    if (this.#actors.size < 2) return NOTHING;
    const nameOf = nameActors(this.#actors, this.#titles);
    const names = [...this.#actors].map((each) => showControls(nameOf(each)));
    const longest = Math.max(...names.map(measureWidth));
    const room = Math.max(0, Math.min(longest, columns - TEXT_AT_LEAST - 3));
    if (room < 2) return NOTHING;
    const name = padEnd(shorten(showControls(nameOf(actor)), room), room);
    return { first: `${name} ${RAIL} `, next: `${' '.repeat(room)} ${RAIL} `, columns: room + 3 };
  }
}

// The end of a name says more than its beginning: `client-2`, `client-3`.
function shorten(name: string, columns: number): string {
  return measureWidth(name) <= columns ? name : `…${name.slice(1 - columns)}`;
}
