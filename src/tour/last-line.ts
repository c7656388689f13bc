// The text of the last line: what Enter does, then as many keys as there is room for, then the progress.
import type { Style } from '../screen/style.ts';
import type { Language } from '../text/language.ts';
import { walkMessages } from '../text/messages/walk.ts';
import { measureWidth } from '../text/width.ts';

/** What the last line tells. */
export interface LastLine {
  /** What Enter does. */
  enter: string;
  /** Shown in place of the keys, unless it is empty. */
  remark: string;
  /** The actors that run. */
  running: readonly string[];
  /** Where the learner is, such as `3/7`. */
  place: string;
}

/** What the last line leaves free, so that a terminal made a little narrower doesn't break it, in columns. */
const MARGIN = 4;
/** Below this many columns there is none to spare. */
const NARROW = 60;

/** Composes the last line for a terminal of `columns`; never wider. */
export function composeLastLine(
  { enter, remark, running, place }: LastLine,
  { columns, style, language }: { columns: number; style: Style; language: Language },
): string {
  const right = [...running.map((actor) => `● ${actor}`), place].join('  ');
  const room = columns - (columns < NARROW ? 1 : MARGIN);
  const start = remark === '' ? enter : `${enter} · ${remark}`;
  let left = start;
  let plain = measureWidth(start);
  for (const [key, what] of remark === '' ? walkMessages[language].hints : []) {
    const width = measureWidth(` · ${key} ${what}`);
    if (plain + width + measureWidth(right) + 2 > room) break;
    left += `${style.dim(' · ')}${style.bold(key)} ${what}`;
    plain += width;
  }
  const gap = room - plain - measureWidth(right);
  return gap > 0 ? `${left}${' '.repeat(gap)}${style.dim(right)}` : left;
}
