// Reads what an emulator shows, with its looks: which words are bold, dim or coloured.
import type { IBuffer, IBufferCell } from '@xterm/headless';
import { measureWidth } from '../../src/text/width.ts';

/** Words that stand together and look alike. */
export interface Piece {
  /** Where it begins, in columns from 0. */
  column: number;
  text: string;
  /** How it looks: class names with blanks between; empty where it looks like everything else. */
  look: string;
}

/** What a terminal shows. */
export interface Shown {
  /** How many rows are above the first one that is seen. */
  top: number;
  /** All rows, those above too, without empty ones at the end. */
  rows: Piece[][];
}

/** What the emulator shows now. */
export function readShown(buffer: IBuffer): Shown {
  const cell = buffer.getNullCell();
  const rows: Piece[][] = [];
  for (let index = 0; index < buffer.length; index += 1) {
    const line = buffer.getLine(index);
    const pieces = new Pieces();
    for (let column = 0; column < (line?.length ?? 0); column += 1) {
      const found = line?.getCell(column, cell);
      // The second half of a wide character.
      if (!found || found.getWidth() === 0) continue;
      pieces.add(column, found.getChars(), lookOf(found));
    }
    rows.push(pieces.all);
  }
  return {
    top: buffer.baseY,
    rows: rows.slice(0, rows.findLastIndex(({ length }) => length > 0) + 1),
  };
}

/** The text of a row, as it is read. */
export function textOf(row: readonly Piece[]): string {
  let text = '';
  for (const piece of row)
    text += ' '.repeat(Math.max(0, piece.column - measureWidth(text))) + piece.text;
  return text;
}

class Pieces {
  readonly all: Piece[] = [];
  #end = -1;
  #isWide = false;

  /** Adds a character; two blanks, another look, and a change between narrow and wide ones begin a new piece. */
  add(column: number, character: string, look: string): void {
    if (character === '' || character === ' ') return;
    const width = Math.max(1, measureWidth(character));
    const isWide = width > 1;
    const last = this.all.at(-1);
    const gap = column - this.#end;
    if (
      last &&
      last.look === look &&
      isWide === this.#isWide &&
      (gap === 0 || (gap === 1 && !isWide))
    ) {
      last.text += ' '.repeat(gap) + character;
    } else {
      this.all.push({ column, text: character, look });
    }
    this.#end = column + width;
    this.#isWide = isWide;
  }
}

function lookOf(cell: IBufferCell): string {
  const colour = cell.isFgPalette() ? `c${cell.getFgColor()}` : '';
  const looks = [
    cell.isBold() ? 'b' : '',
    cell.isDim() ? 'd' : '',
    cell.isUnderline() ? 'u' : '',
    cell.isItalic() ? 'i' : '',
    colour,
  ];
  return looks.filter(Boolean).join(' ');
}
