// The lines of one row in a column.
import { wrapText } from '../text/wrap.ts';
import { expandTabs, showControls } from './printable.ts';
import type { Row } from './row.ts';

const PLAIN = /^[ -~]*$/;

/** A line of a row: as plain text, whose width counts, and dressed. */
export interface Line {
  plain: string;
  dressed: string;
}

/** Lays out the text of a row in lines of at most `columns`. */
export function layText({ mark, text, dressMark, dressText }: Row, columns: number): Line[] {
  const room = columns - mark.length;
  const isShort = text.length <= room && PLAIN.test(text);
  const lines = isShort ? [text] : wrapText(expandTabs(showControls(text)), room);
  return lines.map((line, index) => {
    const lead = index === 0 ? mark : ' '.repeat(mark.length);
    return {
      plain: lead + line,
      dressed: (index === 0 ? dressMark(lead) : lead) + dressText(line),
    };
  });
}
