// A patch as lines: removed lines are red with a minus, added lines green with a plus.
import type { Hunk } from '../text/diff.ts';
import { wrapText } from '../text/wrap.ts';
import { expandTabs, showControls } from './printable.ts';
import type { Style } from './style.ts';

/** The lines of a patch at `width` columns; long lines continue below, marked like their beginning. */
export function renderPatch(hunks: readonly Hunk[], width: number, style: Style): string[] {
  return hunks.flatMap(({ lines, start }) => [
    style.dim(`@ ${start}`),
    ...lines.flatMap((line) => renderLine(line, width, style)),
  ]);
}

function renderLine(line: string, width: number, style: Style): string[] {
  const mark = line[0] ?? ' ';
  const dress = mark === '-' ? style.red : mark === '+' ? style.green : (text: string) => text;
  const text = expandTabs(showControls(line.slice(1)));
  return wrapText(text, Math.max(8, width - 2)).map((piece) => dress(`${mark} ${piece}`));
}
