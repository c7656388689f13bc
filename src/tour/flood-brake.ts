// The brake of a flood: where rows come faster than they can be read, the programs wait, as for a slow terminal.
import { openStage, type Stage, type StageOptions } from '../stage/stage.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { Page } from './page.ts';

/**
 * How many events of a flood pass in a window: so many while some of them are still shown, as it may end soon, and fewer
 * once they are only counted. With more, Node 24 takes up to 240 MiB in half a minute.
 */
const SHOWN_AT_MOST = 1000;
const COUNTED_AT_MOST = 200;
/** The window, in ms. */
const WINDOW_MS = 50;

type Braked = Pick<Stage, 'pause' | 'resume' | 'programs'>;

/** Counts the events of a stage, and pauses it. */
export class FloodBrake {
  readonly #stage: Braked;
  readonly #page: Pick<Page, 'isRushing' | 'isFlooded'>;
  #events = 0;
  #isPaused = false;
  #isReleased = false;
  #window: NodeJS.Timeout | null = null;

  constructor(stage: Braked, page: Pick<Page, 'isRushing' | 'isFlooded'>) {
    this.#stage = stage;
    this.#page = page;
  }

  /** Lets all pass, or brakes again: what a program that is gone has left comes to an end by itself. */
  release(isReleased: boolean): void {
    this.#isReleased = isReleased;
    if (!isReleased) return;
    this.#isPaused = false;
    this.#stage.resume();
  }

  /** Takes notice of an event. */
  touch(): void {
    if (this.#isReleased || !this.#page.isRushing || this.#isOver) return;
    this.#openWindow();
    this.#events += 1;
    const most = this.#page.isFlooded ? COUNTED_AT_MOST : SHOWN_AT_MOST;
    if (this.#isPaused || this.#events < most) return;
    this.#isPaused = true;
    this.#stage.pause();
  }

  /** Whether all programs have ended: what is left of the flood comes to an end by itself. */
  get #isOver(): boolean {
    const { programs } = this.#stage;
    return programs.length > 0 && programs.every(({ exit }) => exit !== null);
  }

  #endWindow(): void {
    this.#window = null;
    this.#events = 0;
    if (this.#isPaused) this.#stage.resume();
    this.#isPaused = false;
  }

  #openWindow(): void {
    this.#window ??= setTimeout(() => this.#endWindow(), WINDOW_MS);
  }
}

/** Opens a stage whose floods are slowed down where `page` can't keep pace with their rows, and its brake. */
export function openBrakedStage(
  options: StageOptions & { onEvent(event: TraceEvent): void },
  page: Pick<Page, 'isRushing' | 'isFlooded'>,
): { stage: Stage; brake: FloodBrake } {
  const onEvent = (event: TraceEvent) => {
    options.onEvent(event);
    brake.touch();
  };
  const stage = openStage({ ...options, onEvent });
  const brake = new FloodBrake(stage, page);
  return { stage, brake };
}
