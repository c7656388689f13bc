// A horizontal bar of block characters, exact to an eighth of a column, and progress as one.
import type { Style } from './style.ts';

const FULL = '█';
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
/** The most columns of a progress bar. */
const BAR_AT_MOST = 30;

/** `37/50 ▕██████▌  ▏` in at most `columns` columns; without the bar where there is no room for it. */
export function renderProgress(done: number, all: number, columns: number, style: Style): string {
  const count = `${String(done).padStart(String(all).length)}/${all}`;
  const room = Math.min(BAR_AT_MOST, columns - count.length - 3);
  if (room < 4) return count;
  const bar = renderBar(done / all, room).padEnd(room);
  return `${count} ${style.dim('▕')}${style.cyan(bar)}${style.dim('▏')}`;
}

/** A bar over `share` (0 to 1) of `columns`; anything above zero is visible. */
export function renderBar(share: number, columns: number): string {
  const eighths = Math.round(share * columns * 8);
  const shown = share > 0 ? Math.max(1, eighths) : 0;
  return FULL.repeat(Math.floor(shown / 8)) + (EIGHTHS[shown % 8] ?? '');
}
