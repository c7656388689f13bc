// Rests: what a check does is spaced out, so that somebody who watches can read along.
import { setTimeout as wait } from 'node:timers/promises';
import type { Recording } from './recording.ts';

/** After so many rests of a phase, they are shorter, and by how much. */
const MANY = 20;
const SHORTER = 1 / 5;

/** The rests in the phase of a recording that is watched. */
export class Rests {
  readonly #recording: Pick<Recording, 'isWatched'>;
  readonly #ms: number;
  #count = 0;
  #resting = 0;

  /** Each takes `ms`; there are none where that is 0. */
  constructor(recording: Pick<Recording, 'isWatched'>, ms: number) {
    this.#recording = recording;
    this.#ms = ms;
  }

  /** Whether a check rests now: it may have more to do. */
  get isResting(): boolean {
    return this.#resting > 0;
  }

  /** Rests, or goes on at once where nobody watches; `share` is that of a whole rest. */
  rest = async (share = 1): Promise<void> => {
    if (!this.#recording.isWatched || this.#ms === 0) return;
    this.#count += share;
    this.#resting += 1;
    await wait(this.#ms * share * (this.#count > MANY ? SHORTER : 1));
    this.#resting -= 1;
  };
}
