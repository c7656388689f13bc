// A film of a terminal: what stood in each row, from when until when. Pure.
import { type Piece, type Shown, textOf } from '../support/styled-rows.ts';

/** A row as it stood for a while. */
export interface Stretch {
  /** Its place, from the film's first row. */
  row: number;
  pieces: readonly Piece[];
  /** In ms from the film's start. */
  from: number;
  until: number;
}

/** What a person does, as it is told below the terminal. */
export interface Caption {
  text: string;
  /** In ms from the film's start; it stands until the next one. */
  from: number;
}

/** A film. */
export interface Film {
  stretches: Stretch[];
  captions: Caption[];
  /** Which row is the first one seen, from when on. */
  tops: { top: number; from: number }[];
  /** In ms. */
  length: number;
  /** The text of all rows at the end of each scene: what a reader who scrolls back sees. */
  transcript: string[];
}

/** Changes that follow each other faster than this are seen as one, in ms. */
const BLINK_MS = 80;

/** Films one terminal after the other. */
export class Camera {
  readonly #film: Film = { stretches: [], captions: [], tops: [], length: 0, transcript: [] };
  #open: Stretch[] = [];
  /** The first row of this scene, and the rows of all of them so far. */
  #first = 0;
  /** What is on the screen, and since when. */
  #pending: { shown: Shown; at: number } | null = null;
  #top = -1;

  /** The terminal shows this, so many ms after the film's start. */
  take(shown: Shown, at: number): void {
    if (this.#pending && at - this.#pending.at >= BLINK_MS) this.#develop();
    this.#pending = { shown, at: this.#pending?.at ?? at };
  }

  /** A person does something. */
  caption(text: string, from: number): void {
    this.#film.captions.push({ text, from });
  }

  /** The scene ends; the next one begins on an empty terminal. */
  cut(at: number): void {
    this.#develop();
    const last = this.#open;
    for (const stretch of last) stretch.until = at;
    this.#film.transcript.push(...last.map(({ pieces }) => textOf(pieces)));
    this.#film.length = at;
    this.#first += last.length;
    this.#open = [];
    this.#top = -1;
  }

  /** The film, once its last scene is cut. */
  get film(): Film {
    // What was replaced at once was never seen.
    const stretches = this.#film.stretches.filter(({ from, until }) => until > from);
    return { ...this.#film, stretches };
  }

  #develop(): void {
    if (!this.#pending) return;
    const { shown, at } = this.#pending;
    this.#pending = null;
    const rows = Math.max(shown.rows.length, this.#open.length);
    for (let index = 0; index < rows; index += 1) {
      const pieces = shown.rows[index] ?? [];
      const before = this.#open[index];
      if (before && isSame(before.pieces, pieces)) continue;
      if (before) before.until = at;
      const stretch = { row: this.#first + index, pieces, from: at, until: at };
      this.#open[index] = stretch;
      this.#film.stretches.push(stretch);
    }
    const top = this.#first + shown.top;
    if (top !== this.#top) this.#film.tops.push({ top, from: at });
    this.#top = top;
  }
}

function isSame(one: readonly Piece[], other: readonly Piece[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
