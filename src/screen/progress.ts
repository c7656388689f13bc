// A progress bar on one line.
import { renderBar } from './charts/bar.ts';
import type { Style } from './style.ts';

/** The bar's most columns. */
const BAR_AT_MOST = 30;

/** `37/50 ▕██████▌  ▏` in at most `columns` columns; without the bar where there is no room for it. */
export function renderProgress(done: number, all: number, columns: number, style: Style): string {
  const count = `${String(done).padStart(String(all).length)}/${all}`;
  const room = Math.min(BAR_AT_MOST, columns - count.length - 3);
  if (room < 4) return count;
  const bar = renderBar(done / all, room).padEnd(room);
  return `${count} ${style.dim('▕')}${style.cyan(bar)}${style.dim('▏')}`;
}
