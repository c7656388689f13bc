// The page: lines that are appended and stay, and one last line that is rewritten.
import type { Terminal } from '../../terminal.ts';
import { measureWidth, truncate } from '../../text/width.ts';

/** What the learner sees of the walk. */
export interface Page {
  /** Appends lines above the last line. */
  print(...lines: readonly string[]): void;
  /** Appends the row of a program; past a bound in a short time rows are counted instead. */
  row(lines: readonly string[]): void;
  /** Puts a text on the last line, cut to the width. */
  setLast(text: string): void;
  /** Starts a clean screen; what was on it goes into the scrollback. */
  clean(): void;
  /** Takes the last line away and holds everything back, while a question or an editor has the terminal. */
  hold(): void;
  /** Prints what was held back. */
  release(): void;
  /** Takes the last line away for good. */
  close(): void;
}

/** How many rows are printed in a window of time; more would only fly past. */
const ROWS_AT_MOST = 400;
/** The window, in ms. */
const WINDOW_MS = 100;

/** What a page needs to know. */
export interface PageOptions {
  terminal: Terminal;
  /** Whether escape sequences may be used to erase the last line; else it is overwritten with blanks. */
  hasEscapes: boolean;
  /** The line that stands for rows left out. */
  describeLeftOut(lines: number): string;
}

/** Opens a page on the terminal. */
export function openPage({ terminal, hasEscapes, describeLeftOut }: PageOptions): Page {
  let last = '';
  /** The width of the last line as it was drawn, in columns. */
  let drawn = 0;
  let isHeld = false;
  let pending: string[] = [];
  let isScheduled = false;
  let rowsInWindow = 0;
  let leftOut = 0;
  let window: NodeJS.Timeout | null = null;

  function erase(): string {
    if (drawn === 0) return '';
    // A terminal that was narrowed has broken the line in several: they end where the cursor is.
    const above = Math.floor(Math.max(0, drawn - 1) / terminal.columns);
    const blanks = ' '.repeat(Math.min(drawn, terminal.columns - 1));
    drawn = 0;
    if (!hasEscapes) return `\r${blanks}\r`;
    return above > 0 ? `\r\u001b[${above}A\u001b[J` : '\r\u001b[2K';
  }

  function draw(): string {
    const text = truncate(last, terminal.columns - 1);
    drawn = measureWidth(text);
    return text;
  }

  function flush(): void {
    isScheduled = false;
    if (isHeld) return;
    const lines = pending.length > 0 ? `${pending.join('\n')}\n` : '';
    pending = [];
    terminal.write(erase() + lines + draw());
  }

  function schedule(): void {
    if (isScheduled || isHeld) return;
    isScheduled = true;
    setImmediate(flush);
  }

  function closeWindow(): void {
    window = null;
    rowsInWindow = 0;
    if (leftOut === 0) return;
    pending.push(describeLeftOut(leftOut));
    leftOut = 0;
    schedule();
  }

  return {
    print(...lines) {
      pending.push(...lines);
      schedule();
    },
    row(lines) {
      rowsInWindow += lines.length;
      window ??= setTimeout(closeWindow, WINDOW_MS);
      if (rowsInWindow > ROWS_AT_MOST) leftOut += lines.length;
      else pending.push(...lines);
      schedule();
    },
    setLast(text) {
      last = text;
      schedule();
    },
    clean() {
      if (isScheduled) flush();
      // Scrolling is what puts lines into the scrollback; clearing the screen would drop them.
      terminal.write(`${erase()}${'\n'.repeat(terminal.rows)}${hasEscapes ? '\u001b[H' : ''}`);
      schedule();
    },
    hold() {
      flush();
      isHeld = true;
      terminal.write(erase());
    },
    release() {
      isHeld = false;
      schedule();
    },
    close() {
      if (window) clearTimeout(window);
      closeWindow();
      last = '';
      isHeld = false;
      flush();
    },
  };
}
