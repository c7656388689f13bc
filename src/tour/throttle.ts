// The throttle: admits rows as fast as someone can want them, and counts the rest.

/** Lets rows pass, up to a bound in a short time. */
export interface Throttle {
  /**
   * The lines of a row that may be printed, all or some; while `isHeld` the bound is for all of that time. Rows of
   * the wire (`isWire`) leave some room for what the programs say.
   */
  admit(lines: readonly string[], isHeld: boolean, isWire: boolean): readonly string[];
  /** Whether some of what a program says would be admitted; where not, `leaveOut` does instead of laying it out. */
  hasRoom(isHeld: boolean): boolean;
  /** Counts a line of a program that was not laid out. */
  leaveOut(): void;
  /** Tells now of what was left out so far. */
  tell(): void;
  /** Tells, and admits no time to come. */
  close(): void;
}

/** How many lines are printed in a window of time; more would only fly past. */
const LINES_AT_MOST = 400;
/** How many of them rows of the wire may take: a program's last words must not drown in its bytes. */
const WIRE_LINES_AT_MOST = 300;
/** The window, in ms. */
const WINDOW_MS = 100;

/** Opens a throttle; `onLeftOut` is told how many lines were left out since it was last told. */
export function openThrottle(onLeftOut: (lines: number) => void): Throttle {
  let admitted = 0;
  let leftOut = 0;
  let isHeld = false;
  let window: NodeJS.Timeout | null = null;

  function tell(): void {
    const lines = leftOut;
    leftOut = 0;
    if (lines > 0) onLeftOut(lines);
  }

  function closeWindow(): void {
    window = null;
    if (isHeld) return;
    admitted = 0;
    tell();
  }

  function look(isHeldNow: boolean): void {
    isHeld = isHeldNow;
    window ??= setTimeout(closeWindow, WINDOW_MS);
  }

  return {
    hasRoom(isHeldNow) {
      look(isHeldNow);
      return admitted < LINES_AT_MOST;
    },
    leaveOut() {
      leftOut += 1;
    },
    admit(lines, isHeldNow, isWire) {
      look(isHeldNow);
      const most = isWire ? WIRE_LINES_AT_MOST : LINES_AT_MOST;
      const some = lines.slice(0, Math.max(0, most - admitted));
      // What was left out is told of in its place.
      if (some.length > 0) tell();
      admitted += some.length;
      leftOut += lines.length - some.length;
      return some;
    },
    tell,
    close() {
      if (window) clearTimeout(window);
      tell();
    },
  };
}
