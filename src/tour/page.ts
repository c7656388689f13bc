// The page: lines that are appended and stay, and one last line that is rewritten.
import type { Terminal } from '../terminal/terminal.ts';
import { measureWidth, truncate } from '../text/width.ts';
import { openThrottle } from './throttle.ts';

/** What the learner sees of the tour. */
export interface Page {
  /** Appends lines above the last line; a blank one separates them from rows. */
  print(...lines: readonly string[]): void;
  /** Appends the heading of a run. */
  heading(...lines: readonly string[]): void;
  /** Appends the row of a program; past a bound in a short time rows are counted instead, those of the wire first. */
  row(lines: readonly string[], isWire?: boolean): void;
  /** Whether a row of a program's output would be shown; if not, both `leaveOut` and `row` only count it. */
  hasRoom(): boolean;
  /** Counts a row that was not laid out. */
  leaveOut(): void;
  /** Sets the last line, cut to the width. */
  setLast(text: string): void;
  /** Draws the last line again, on whatever line the cursor is now. */
  redraw(): void;
  /** Starts a clean screen; what was on it moves into the scrollback. */
  clean(): void;
  /** Removes the last line and holds everything back, while a question or an editor has the terminal. */
  hold(): void;
  /** Prints what was held back. */
  release(): void;
  /** Removes the last line for good. */
  close(): void;
}

/** What a page needs to know. */
export interface PageOptions {
  terminal: Pick<Terminal, 'columns' | 'rows' | 'breaksLastLine' | 'write'>;
  /** Whether escape sequences may be used to erase the last line; else it is overwritten with blanks. */
  hasEscapes: boolean;
  /** The line that stands for rows left out. */
  describeLeftOut(lines: number): string;
}

/** What the line above the next one is. */
type Above = 'nothing' | 'text' | 'row';

/** Opens a page on the terminal. */
export function openPage({ terminal, hasEscapes, describeLeftOut }: PageOptions): Page {
  let last = '';
  /** What the terminal shows as the last line, and its width in columns. */
  let shown = '';
  let drawn = 0;
  let isHeld = false;
  let isScheduled = false;
  let pending = '';
  let above: Above = 'nothing';
  const throttle = openThrottle((lines) => append([describeLeftOut(lines)]));

  function append(lines: readonly string[]): void {
    if (lines.length === 0) return;
    pending += `${lines.join('\n')}\n`;
    above = lines.at(-1) === '' ? 'nothing' : above;
    schedule();
  }

  /** Appends lines of another kind than those above them, with one blank line in between. */
  function appendApart(lines: readonly string[], kind: Above, isApart: boolean): void {
    const [first] = lines;
    const isDouble = above === 'nothing' && first === '';
    const lead = isApart && above !== 'nothing' && first !== '' ? [''] : [];
    const all = [...lead, ...(isDouble ? lines.slice(1) : lines)];
    if (all.length === 0) return;
    above = kind;
    append(all);
  }

  function erase(): string {
    if (drawn === 0) return '';
    // Where a narrowed terminal has broken the line into several, they end at the cursor.
    const up = terminal.breaksLastLine ? Math.floor((drawn - 1) / terminal.columns) : 0;
    const blanks = ' '.repeat(Math.min(drawn, terminal.columns - 1));
    drawn = 0;
    shown = '';
    if (!hasEscapes) return `\r${blanks}\r`;
    return up > 0 ? `\r\u001b[${up}A\u001b[J` : '\r\u001b[2K';
  }

  function draw(): string {
    shown = truncate(last, terminal.columns - 1);
    drawn = measureWidth(shown);
    return shown;
  }

  function flush(): void {
    isScheduled = false;
    if (isHeld || (pending === '' && shown === last)) return;
    const lines = pending;
    pending = '';
    terminal.write(erase() + lines + draw());
  }

  function schedule(): void {
    if (isScheduled || isHeld) return;
    isScheduled = true;
    setImmediate(flush);
  }

  return {
    print(...lines) {
      throttle.tell();
      appendApart(lines, 'text', above === 'row');
    },
    heading(...lines) {
      throttle.tell();
      appendApart(lines, lines.length > 0 ? 'row' : above, true);
    },
    row(lines, isWire = false) {
      const some = throttle.admit(lines, isHeld, isWire);
      if (some.length > 0) appendApart(some, 'row', above === 'text');
    },
    hasRoom: () => throttle.hasRoom(isHeld),
    leaveOut: throttle.leaveOut,
    setLast(text) {
      last = text;
      schedule();
    },
    redraw() {
      drawn = 0;
      shown = '';
      schedule();
    },
    clean() {
      throttle.tell();
      // Scrolling puts lines into the scrollback; clearing the screen would drop them.
      pending += `${'\n'.repeat(terminal.rows)}${hasEscapes ? '\u001b[H' : ''}`;
      above = 'nothing';
      schedule();
    },
    hold() {
      flush();
      isHeld = true;
      // The program that has the terminal now writes something.
      above = 'text';
      terminal.write(erase());
    },
    release() {
      isHeld = false;
      throttle.tell();
      schedule();
    },
    close() {
      throttle.close();
      last = '';
      isHeld = false;
      flush();
    },
  };
}
