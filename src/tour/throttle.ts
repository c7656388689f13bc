// The throttle: admits rows as fast as they can be read, and counts the rest; of a flood that doesn't end, all.

/** How many lines are printed in a window of time; more would only fly past. */
const LINES_AT_MOST = 400;
/** How many of them rows of the wire may take: a program's last output must not drown in its bytes. */
const WIRE_LINES_AT_MOST = 300;
/** The window, in ms. */
const WINDOW_MS = 100;
/** A window with so many lines is one of a flood, more than a screenful in a tenth of a second; others are calm. */
const FLOOD_LINES = 40;
/** How many windows a flood may take before its rows are only counted; so few where something else was printed. */
const FLOOD_WINDOWS = 20;
const FLOOD_WINDOWS_BELOW_TEXT = 5;
/** After so many of them the programs are slowed down. */
const RUSH_WINDOWS = 5;
/** How many calm windows in a row end it: on a busy machine a program may have to wait for one or two. */
const CALM_WINDOWS = 10;
/** So few of them leave it open whether it has ended. */
const UNSURE_WINDOWS = 2;

/** What a throttle tells of. */
export interface ThrottleOptions {
  /** Gets how many lines were left out since its last call. */
  onLeftOut(lines: number): void;
  /** Called when rows are only counted from here on, until there are fewer of them. */
  onFlood(): void;
}

/** Lets rows pass, up to a bound in a short time. */
export class Throttle {
  readonly #options: ThrottleOptions;
  /** The lines of this window, shown or not; the windows of a flood, less the calm ones; and the latter in a row. */
  #asked = 0;
  #floods = 0;
  #calms = 0;
  #isFlooded = false;
  #admitted = 0;
  #leftOut = 0;
  #isHeld = false;
  #window: NodeJS.Timeout | null = null;

  constructor(options: ThrottleOptions) {
    this.#options = options;
  }

  /** Whether output of a program would be admitted; if not, `leaveOut` counts it and it need not be laid out. */
  hasRoom(isHeld: boolean): boolean {
    this.#look(isHeld);
    return this.#admitted < LINES_AT_MOST && !this.#isFlooded;
  }

  /** Whether rows are only counted. */
  get isFlooded(): boolean {
    return this.#isFlooded;
  }

  /** Whether rows come faster than they can be read, and go on to; or they are only counted already. */
  get isRushing(): boolean {
    return this.#isFlooded || this.#floods >= RUSH_WINDOWS;
  }

  /** Counts a line of a program that was not laid out. */
  leaveOut(): void {
    this.#leftOut += 1;
    this.#asked += 1;
  }

  /**
   * The lines of a row that may be printed, all or some; while `isHeld` the bound is for all of that time. Rows of
   * the wire (`isWire`) leave some room for the programs' output.
   */
  admit(lines: readonly string[], isHeld: boolean, isWire: boolean): readonly string[] {
    this.#look(isHeld);
    this.#asked += lines.length;
    // Of a flood, only how it ended.
    const most = !isWire ? LINES_AT_MOST : this.#isFlooded ? 0 : WIRE_LINES_AT_MOST;
    const some = lines.slice(0, Math.max(0, most - this.#admitted));
    // What was left out is reported where it would have been.
    if (some.length > 0) this.tell();
    this.#admitted += some.length;
    this.#leftOut += lines.length - some.length;
    return some;
  }

  /** Reports now what was left out so far. */
  tell(): void {
    const lines = this.#leftOut;
    this.#leftOut = 0;
    if (lines > 0) this.#options.onLeftOut(lines);
  }

  /** A run begins, or a program: a flood counts from here on. */
  begin(): void {
    this.tell();
    this.#floods = 0;
    this.#isFlooded = false;
  }

  /** Something else was printed, which a flood must not wash away. */
  spare(): void {
    if (this.#calms <= UNSURE_WINDOWS && this.#floods >= FLOOD_WINDOWS_BELOW_TEXT)
      this.#countOnly();
  }

  /** Reports, and starts no new window. */
  close(): void {
    if (this.#window) clearTimeout(this.#window);
    this.tell();
  }

  #look(isHeld: boolean): void {
    this.#isHeld = isHeld;
    this.#window ??= setTimeout(() => this.#endWindow(), WINDOW_MS);
  }

  #endWindow(): void {
    this.#window = null;
    const asked = this.#asked;
    this.#asked = 0;
    if (this.#isHeld) return;
    this.#admitted = 0;
    const isCalm = asked < FLOOD_LINES;
    this.#calms = isCalm ? this.#calms + 1 : 0;
    this.#floods = Math.max(0, this.#floods + (isCalm ? -1 : 1));
    if (this.#isFlooded && this.#calms >= CALM_WINDOWS) {
      this.#isFlooded = false;
      this.#floods = 0;
    }
    if (!this.#isFlooded) this.tell();
    if (this.#floods >= FLOOD_WINDOWS) this.#countOnly();
    // It may be over without a row that says so.
    if (this.#floods > 0) this.#look(false);
  }

  #countOnly(): void {
    if (this.#isFlooded) return;
    this.#isFlooded = true;
    this.#options.onFlood();
  }
}
