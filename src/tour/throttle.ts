// The throttle: admits rows as fast as they can be read, and counts the rest.

/** Lets rows pass, up to a bound in a short time. */
export interface Throttle {
  /**
   * The lines of a row that may be printed, all or some; while `isHeld` the bound is for all of that time. Rows of
   * the wire (`isWire`) leave some room for the programs' output.
   */
  admit(lines: readonly string[], isHeld: boolean, isWire: boolean): readonly string[];
  /** Whether output of a program would be admitted; if not, `leaveOut` counts it and it need not be laid out. */
  hasRoom(isHeld: boolean): boolean;
  /** Counts a line of a program that was not laid out. */
  leaveOut(): void;
  /** Reports now what was left out so far. */
  tell(): void;
  /** Reports, and starts no new window. */
  close(): void;
}

/** How many lines are printed in a window of time; more would only fly past. */
const LINES_AT_MOST = 400;
/** How many of them rows of the wire may take: a program's last output must not drown in its bytes. */
const WIRE_LINES_AT_MOST = 300;
/** The window, in ms. */
const WINDOW_MS = 100;

/** Opens a throttle; `onLeftOut` gets how many lines were left out since its last call. */
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
      // What was left out is reported where it would have been.
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
