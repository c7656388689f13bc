// The grid of columns: cells beside a clock, bars between them, and arrows across the bars.
import { isSteady, measureWidth } from '../text/width.ts';
import { type ArrowLook, drawToLeft, drawToRight, HEAD, TAIL } from './arrows.ts';
import { type Column, LEFT_GAP, layOutColumns, RIGHT_GAP } from './column-plan.ts';
import type { Style } from './style.ts';

const BAR = '│';

/** What stands in a cell: without its style, to be measured, and with it. */
export interface Cell {
  plain: string;
  dressed: string;
}

/** An arrow from a cell to another column. */
export interface CellArrow {
  look: ArrowLook;
  to: number;
}

/** Columns of a given width in all; indices are counted from the left. */
export class Grid {
  readonly columns: readonly Column[];
  readonly #style: Style;
  /** What stands before each column where all cells before it are empty. */
  readonly #before: readonly string[];
  /** What stands behind the bar of each column where all cells after it are empty. */
  readonly #after: readonly string[];

  constructor(count: number, width: number, style: Style) {
    const columns = layOutColumns(count, width);
    const bar = style.dim(BAR);
    const gap = ' '.repeat(RIGHT_GAP);
    const cell = (each: Column) => ' '.repeat(each.width + LEFT_GAP) + bar;
    this.columns = columns;
    this.#style = style;
    this.#before = columns.map((_, at) =>
      columns
        .slice(0, at)
        .map((each) => cell(each) + gap)
        .join(''),
    );
    this.#after = columns.map((_, at) =>
      columns
        .slice(at + 1, -1)
        .map((each) => gap + cell(each))
        .join(''),
    );
  }

  /** A line with one cell, from behind the clock on. */
  place(at: number, cell: Cell, arrow: CellArrow | null = null): string {
    const isLeft = arrow !== null && arrow.to < at;
    const lead = isLeft ? this.#arrive(at, arrow) : this.#before[at];
    if (at === this.columns.length - 1) return lead + cell.dressed;
    if (arrow && !isLeft) return lead + this.fill(at, cell, TAIL) + this.#leave(at, arrow);
    return lead + this.fill(at, cell) + this.#style.dim(BAR) + this.#after[at];
  }

  /** A cell, padded so that the next character is on the bar behind it, or `short` of it. */
  fill(at: number, { plain, dressed }: Cell, short = 0): string {
    const { start, width } = this.columns[at] as Column;
    const columns = width + LEFT_GAP - short;
    const blanks = ' '.repeat(Math.max(0, columns - measureWidth(plain)));
    // Terminals differ in how wide they draw some characters, so the blanks alone may miss the bar.
    const move = isSteady(plain) ? '' : this.#style.moveTo(start + columns);
    return dressed + blanks + move;
  }

  /** The rule below a heading. */
  rule(): string {
    const last = this.columns.length - 1;
    const cells = this.columns.map(({ start, width }, at) =>
      '─'.repeat((at === 0 ? start : RIGHT_GAP) + width + (at < last ? LEFT_GAP : 0)),
    );
    return this.#style.dim(cells.join('┼'));
  }

  /** The texts of a heading, one a column. */
  head(titles: readonly string[]): string {
    const { bold, dim } = this.#style;
    const last = this.columns.length - 1;
    const cells = titles.map((plain, at) => {
      const cell = { plain, dressed: bold(plain) };
      return at === last ? cell.dressed : this.fill(at, cell) + dim(BAR) + ' '.repeat(RIGHT_GAP);
    });
    return cells.join('');
  }

  #arrive(at: number, { look, to }: CellArrow): string {
    const blanks = ' '.repeat((this.columns[to]?.width ?? 0) + LEFT_GAP - HEAD);
    return this.#before[to] + blanks + this.#style.dim(drawToLeft(look, at, to, this.columns));
  }

  #leave(at: number, { look, to }: CellArrow): string {
    const arrow = this.#style.dim(drawToRight(look, at, to, this.columns));
    if (to === this.columns.length - 1) return arrow;
    const blanks = ' '.repeat((this.columns[to]?.width ?? 0) + LEFT_GAP - 1);
    return arrow + blanks + this.#style.dim(BAR) + this.#after[to];
  }
}
