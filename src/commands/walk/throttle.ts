// The throttle: admits rows as fast as someone can want them, and counts the rest.

/** Lets rows pass, up to a bound in a short time. */
export interface Throttle {
  /** The lines of a row that may be printed, all or some; while `isHeld` the bound is for all of that time. */
  admit(lines: readonly string[], isHeld: boolean): readonly string[];
  /** Tells now of what was left out so far. */
  tell(): void;
  /** Tells, and admits no time to come. */
  close(): void;
}

/** How many lines are printed in a window of time; more would only fly past. */
const LINES_AT_MOST = 400;
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

  return {
    admit(lines, isHeldNow) {
      isHeld = isHeldNow;
      window ??= setTimeout(closeWindow, WINDOW_MS);
      const room = Math.max(0, LINES_AT_MOST - admitted);
      admitted += lines.length;
      if (lines.length <= room) return lines;
      leftOut += lines.length - room;
      return lines.slice(0, room);
    },
    tell,
    close() {
      if (window) clearTimeout(window);
      tell();
    },
  };
}
