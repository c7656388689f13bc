// The throttle: admits rows as fast as they can be read, and counts the rest.

/** How many lines are printed in a window of time; more would only fly past. */
const LINES_AT_MOST = 400;
/** How many of them rows of the wire may take: a program's last output must not drown in its bytes. */
const WIRE_LINES_AT_MOST = 300;
/** The window, in ms. */
const WINDOW_MS = 100;

/** Lets rows pass, up to a bound in a short time. */
export class Throttle {
  readonly #onLeftOut: (lines: number) => void;
  #admitted = 0;
  #leftOut = 0;
  #isHeld = false;
  #window: NodeJS.Timeout | null = null;

  /** Opens a throttle; `onLeftOut` gets how many lines were left out since its last call. */
  constructor(onLeftOut: (lines: number) => void) {
    this.#onLeftOut = onLeftOut;
  }

  /** Whether output of a program would be admitted; if not, `leaveOut` counts it and it need not be laid out. */
  hasRoom(isHeld: boolean): boolean {
    this.#look(isHeld);
    return this.#admitted < LINES_AT_MOST;
  }

  /** Counts a line of a program that was not laid out. */
  leaveOut(): void {
    this.#leftOut += 1;
  }

  /**
   * The lines of a row that may be printed, all or some; while `isHeld` the bound is for all of that time. Rows of
   * the wire (`isWire`) leave some room for the programs' output.
   */
  admit(lines: readonly string[], isHeld: boolean, isWire: boolean): readonly string[] {
    this.#look(isHeld);
    const most = isWire ? WIRE_LINES_AT_MOST : LINES_AT_MOST;
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
    if (lines > 0) this.#onLeftOut(lines);
  }

  /** Reports, and starts no new window. */
  close(): void {
    if (this.#window) clearTimeout(this.#window);
    this.tell();
  }

  #look(isHeld: boolean): void {
    this.#isHeld = isHeld;
    this.#window ??= setTimeout(() => {
      this.#window = null;
      if (this.#isHeld) return;
      this.#admitted = 0;
      this.tell();
    }, WINDOW_MS);
  }
}
