// A terminal emulator without a window, which shows what lines look like once drawn.
import xterm, { type IUnicodeVersionProvider } from '@xterm/headless';
import { splitCells } from '../../src/text/width.ts';

/** A drawn line. */
export interface DrawnLine {
  /** Without the blanks at its end. */
  text: string;
  /** Whether it is the rest of the line above, which was too long. */
  isWrapped: boolean;
  /** The character at a column, counted from 0; empty behind a wide one. */
  at(column: number): string;
  /** Whether the terminal was told to draw the cell faint, and so on. */
  isDim(column: number): boolean;
}

/** `old` draws by the tables of 2010 and knows no emoji; `new` draws an emoji two columns wide, joined ones apart. */
export type Age = 'old' | 'new';

/** Draws `lines` in an empty terminal of `columns` columns, and returns the screen. */
export async function draw(
  lines: readonly string[],
  columns: number,
  age: Age = 'old',
): Promise<DrawnLine[]> {
  const terminal = new xterm.Terminal({
    cols: columns,
    rows: 10,
    scrollback: 100_000,
    allowProposedApi: true,
  });
  if (age === 'new') {
    terminal.unicode.register(newProvider);
    terminal.unicode.activeVersion = newProvider.version;
  }
  await new Promise<void>((resolve) => terminal.write(lines.join('\r\n'), resolve));
  const { active } = terminal.buffer;
  const used = active.baseY + active.cursorY + 1;
  const drawn = Array.from({ length: used }, (_, index) => {
    const line = active.getLine(index);
    return {
      text: line?.translateToString(true) ?? '',
      isWrapped: line?.isWrapped ?? false,
      at: (column: number) => line?.getCell(column)?.getChars() ?? '',
      isDim: (column: number) => Boolean(line?.getCell(column)?.isDim()),
    };
  });
  return drawn;
}

const newProvider: IUnicodeVersionProvider = {
  version: 'new',
  wcwidth: (code) => wcwidth(code),
  charProperties(code, preceding) {
    const width = wcwidth(code);
    const joins = width === 0 && preceding !== 0;
    const before = (preceding >> 1) & 3;
    return ((joins ? before : width) << 1) | (joins ? 1 : 0);
  },
};

const widths = new Map<number, 0 | 1 | 2>();

function wcwidth(code: number): 0 | 1 | 2 {
  const width = widths.get(code) ?? measure(code);
  widths.set(code, width);
  return width;
}

function measure(code: number): 0 | 1 | 2 {
  const character = String.fromCodePoint(code);
  if (/[\p{Control}\p{Mark}\p{Default_Ignorable_Code_Point}]/u.test(character)) return 0;
  return splitCells(character)[0]?.width === 2 ? 2 : 1;
}
