// The events of a run whose rows are chosen: how many are not shown, and all of them, for a learner who asks.
import type { TraceEvent } from '../stage/trace/trace.ts';

/** As many events of a run are kept. */
const KEPT_MOST = 500;

/** Counts and keeps the events of one run. */
export class FoldedEvents {
  /** The first events, whether they are shown or not. */
  kept: TraceEvent[] = [];
  /** How many more there were. */
  unkept = 0;
  /** How many are not shown, because the step is about others. */
  count = 0;
  readonly #onCount: () => void;
  #isTelling = false;

  /** `onCount` is called when `count` has changed. */
  constructor(onCount: () => void) {
    this.#onCount = onCount;
  }

  /** Keeps an event, as long as there is room. */
  keep(event: TraceEvent): void {
    if (this.kept.length < KEPT_MOST) this.kept.push(event);
    else this.unkept += 1;
  }

  /** Counts an event that is not shown. */
  countOne(): void {
    this.count += 1;
    this.#tell();
  }

  /** Begins anew, with no event. */
  clear(): void {
    this.kept = [];
    this.unkept = 0;
    this.count = 0;
    this.#tell();
  }

  /** Tells of many changes once. */
  #tell(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    setImmediate(() => {
      this.#isTelling = false;
      this.#onCount();
    });
  }
}
