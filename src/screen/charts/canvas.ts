// A line of text at fixed columns; later text replaces what was there.
import { isSteady, splitCells } from '../../text/width.ts';
import type { Style } from '../style.ts';

type Dress = (text: string) => string;

/** A line of a fixed number of columns, blank at first. */
export class Canvas {
  readonly #columns: string[];
  readonly #style: Style;

  constructor(columns: number, style: Style) {
    this.#columns = Array.from({ length: Math.max(0, columns) }, () => ' ');
    this.#style = style;
  }

  /** Puts `text` from column `at` on, styled; what doesn't fit is left out. Returns the column behind it. */
  put(at: number, text: string, dress: Dress = keep): number {
    let column = at;
    for (const cell of splitCells(text)) {
      if (column < 0 || column + cell.widest > this.#columns.length) return column;
      const next = column + cell.widest;
      // Terminals differ in how wide they draw some characters.
      const move = isSteady(cell.text)
        ? ''
        : ' '.repeat(cell.widest - cell.width) + this.#style.moveTo(next);
      this.#columns[column] = dress(cell.text) + move;
      for (let behind = column + 1; behind < next; behind += 1) this.#columns[behind] = '';
      column = next;
    }
    return column;
  }

  /** Puts `text`, one column wide, into every column from `from` to `to`. */
  fill(from: number, to: number, text: string, dress: Dress = keep): void {
    for (let column = from; column <= to; column += 1) this.put(column, text, dress);
  }

  /** Whether nothing was put there; also true for a column outside of the line. */
  isBlankAt(column: number): boolean {
    return (this.#columns[column] ?? ' ') === ' ';
  }

  isBlank(): boolean {
    return this.#columns.every((column) => column === ' ');
  }

  toString(): string {
    return this.#columns.join('').trimEnd();
  }
}

function keep(text: string): string {
  return text;
}
