// The page: lines that are appended and stay, and one last line that is rewritten.
import type { Terminal } from '../terminal/terminal.ts';
import { measureWidth, truncate } from '../text/width.ts';
import { Throttle } from './throttle.ts';

/** What a page needs to know. */
export interface PageOptions {
  terminal: Pick<Terminal, 'columns' | 'rows' | 'breaksLastLine' | 'write'>;
  /** Whether escape sequences may be used to erase the last line; else it is overwritten with blanks. */
  hasEscapes: boolean;
  /** The line that stands for rows left out. */
  describeLeftOut(lines: number): string;
  /** The line that says why rows are only counted from here on. */
  describeFlood(): string;
}

/** What the line above the next one is. */
type Above = 'nothing' | 'text' | 'row';

/** What the learner sees of the tour. */
export class Page {
  readonly #options: PageOptions;
  readonly #throttle: Throttle;
  #last = '';
  /** What the terminal shows as the last line. */
  #shown = '';
  #isHeld = false;
  #isScheduled = false;
  #pending = '';
  #above: Above = 'nothing';
  /** Draws the heading of a run that has no row yet. */
  #drawHeading: (() => readonly string[]) | null = null;

  constructor(options: PageOptions) {
    this.#options = options;
    this.#throttle = new Throttle({
      onLeftOut: (lines) => this.#append([options.describeLeftOut(lines)]),
      onFlood: () => this.#append([options.describeFlood()]),
    });
  }

  /** Appends lines above the last line; a blank one separates them from rows. */
  print(...lines: readonly string[]): void {
    this.#throttle.tell();
    this.#appendApart(lines, 'text', this.#above === 'row');
    this.#throttle.spare();
  }

  /** A program begins, or the last one has ended: a flood counts anew, and rows are shown again. */
  begin(): void {
    this.#throttle.begin();
  }

  /** Has a run's heading stand right above its next row: what is told before that row would part the two. */
  heading(draw: () => readonly string[]): void {
    this.#throttle.begin();
    this.#drawHeading = draw;
  }

  /** Appends the row of a program; past a bound in a short time rows are counted instead, those of the wire first. */
  row(lines: readonly string[], isWire = false): void {
    const some = this.#throttle.admit(lines, this.#isHeld, isWire);
    if (some.length === 0) return;
    this.#appendHeading();
    this.#appendApart(some, 'row', this.#above === 'text');
  }

  /** Whether a row of a program's output would be shown; if not, both `leaveOut` and `row` only count it. */
  hasRoom(): boolean {
    return this.#throttle.hasRoom(this.#isHeld);
  }

  /** Whether rows are only counted. */
  get isFlooded(): boolean {
    return this.#throttle.isFlooded;
  }

  /** Whether rows come faster than they can be read, and go on to. */
  get isRushing(): boolean {
    return this.#throttle.isRushing;
  }

  /** Counts a row that was not laid out. */
  leaveOut(): void {
    this.#throttle.leaveOut();
  }

  /** Sets the last line, cut to the width. */
  setLast(text: string): void {
    this.#last = text;
    this.#schedule();
  }

  /** Draws the last line again, on whatever line the cursor is now. */
  redraw(): void {
    this.#shown = '';
    this.#schedule();
  }

  /** Starts a clean screen; what was on it moves into the scrollback. */
  clean(): void {
    const { terminal, hasEscapes } = this.#options;
    this.#throttle.tell();
    // Scrolling puts lines into the scrollback; clearing the screen would drop them.
    this.#pending += `${'\n'.repeat(terminal.rows)}${hasEscapes ? '\u001b[H' : ''}`;
    this.#above = 'nothing';
    this.#schedule();
  }

  /** Removes the last line and holds everything back, while a question or an editor has the terminal. */
  hold(): void {
    this.#flush();
    this.#isHeld = true;
    // The program that has the terminal now writes something.
    this.#above = 'text';
    this.#options.terminal.write(this.#erase());
  }

  /** Prints what was held back. */
  release(): void {
    this.#isHeld = false;
    this.#throttle.tell();
    this.#schedule();
  }

  /** Removes the last line for good. */
  close(): void {
    this.#throttle.close();
    this.#last = '';
    this.#isHeld = false;
    this.#flush();
  }

  #append(lines: readonly string[]): void {
    if (lines.length === 0) return;
    this.#pending += `${lines.join('\n')}\n`;
    if (lines.at(-1) === '') this.#above = 'nothing';
    this.#schedule();
  }

  #appendHeading(): void {
    const lines = this.#drawHeading?.();
    this.#drawHeading = null;
    if (lines) this.#appendApart(lines, lines.length > 0 ? 'row' : this.#above, true);
  }

  /** Appends lines of another kind than those above them, with one blank line in between. */
  #appendApart(lines: readonly string[], kind: Above, isApart: boolean): void {
    const isBlank = lines[0] === '';
    const isDouble = this.#above === 'nothing' && isBlank;
    const lead = isApart && this.#above !== 'nothing' && !isBlank ? [''] : [];
    const all = [...lead, ...(isDouble ? lines.slice(1) : lines)];
    if (all.length === 0) return;
    this.#above = kind;
    this.#append(all);
  }

  #erase(): string {
    const drawn = measureWidth(this.#shown);
    if (drawn === 0) return '';
    const { terminal, hasEscapes } = this.#options;
    this.#shown = '';
    if (!hasEscapes) return `\r${' '.repeat(Math.min(drawn, terminal.columns - 1))}\r`;
    // Where a narrowed terminal has broken the line into several, they end at the cursor.
    const up = terminal.breaksLastLine ? Math.floor((drawn - 1) / terminal.columns) : 0;
    return up > 0 ? `\r\u001b[${up}A\u001b[J` : '\r\u001b[2K';
  }

  #flush(): void {
    this.#isScheduled = false;
    if (this.#isHeld || (this.#pending === '' && this.#shown === this.#last)) return;
    const lines = this.#pending;
    this.#pending = '';
    const { terminal } = this.#options;
    const erased = this.#erase();
    this.#shown = truncate(this.#last, terminal.columns - 1);
    terminal.write(erased + lines + this.#shown);
  }

  #schedule(): void {
    if (this.#isScheduled || this.#isHeld) return;
    this.#isScheduled = true;
    setImmediate(() => this.#flush());
  }
}
