// The brake of a flood: where rows are only counted, the programs wait after some of them, as for a slow terminal.
import { openStage, type Stage, type StageOptions } from '../stage/stage.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { Page } from './page.ts';

/** How many events pass in a window once they are only counted: with more, Node 24 takes up to 240 MiB in half a minute. */
const COUNTED_AT_MOST = 200;
/** The window, in ms. */
const WINDOW_MS = 50;
/** Those that passed all the same, because they had come already, are waited for: so many windows at most. */
const WINDOWS_OWED = 20;

type Braked = Pick<Stage, 'pause' | 'resume' | 'programs'>;

/** Counts the events of a stage, and pauses it. */
export class FloodBrake {
  readonly #stage: Braked;
  readonly #page: Pick<Page, 'isFlooded'>;
  #events = 0;
  #window: NodeJS.Timeout | null = null;

  constructor(stage: Braked, page: Pick<Page, 'isFlooded'>) {
    this.#stage = stage;
    this.#page = page;
  }

  /** Takes notice of an event. */
  touch(): void {
    if (!this.#page.isFlooded || this.#isOver) return;
    this.#openWindow();
    this.#events += 1;
    if (this.#events === COUNTED_AT_MOST) this.#stage.pause();
  }

  /** Whether all programs have ended: what is left of the flood comes to an end by itself. */
  get #isOver(): boolean {
    const { programs } = this.#stage;
    return programs.length > 0 && programs.every(({ exit }) => exit !== null);
  }

  #endWindow(): void {
    this.#window = null;
    const isPaused = this.#events >= COUNTED_AT_MOST;
    const owed = Math.min(this.#events - COUNTED_AT_MOST, WINDOWS_OWED * COUNTED_AT_MOST);
    this.#events = Math.max(0, owed);
    if (this.#events >= COUNTED_AT_MOST) this.#openWindow();
    else if (isPaused) this.#stage.resume();
  }

  #openWindow(): void {
    this.#window ??= setTimeout(() => this.#endWindow(), WINDOW_MS);
  }
}

/** Opens a stage whose floods are slowed down where `page` only counts their rows. */
export function openBrakedStage(
  options: StageOptions & { onEvent(event: TraceEvent): void },
  page: Pick<Page, 'isFlooded'>,
): Stage {
  const onEvent = (event: TraceEvent) => {
    options.onEvent(event);
    brake.touch();
  };
  const stage = openStage({ ...options, onEvent });
  const brake = new FloodBrake(stage, page);
  return stage;
}
