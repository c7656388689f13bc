// A piece of code as lines of the screen.
import { measureWidest } from '../text/width.ts';
import { wrapText } from '../text/wrap.ts';
import { highlightCode } from './highlight.ts';
import { expandTabs, showControls } from './printable.ts';
import type { Style } from './style.ts';

// Marks a line of the screen that continues a line of the code.
const CONTINUED = '↳ ';

/**
 * The lines of `code`, highlighted and at most `width` columns wide; a longer line continues in the next, after a `↳`.
 * `language` is a fence's word, such as `ts`.
 */
export function renderCode(code: string, language: string, width: number, style: Style): string[] {
  const shown = code.split('\n').map((line) => expandTabs(showControls(line)));
  return highlightCode(shown.join('\n'), language, style)
    .split('\n')
    .flatMap((line) => foldLine(line, width, style));
}

function foldLine(line: string, width: number, style: Style): string[] {
  if (measureWidest(line) <= width) return [line];
  const room = Math.max(2, width - CONTINUED.length);
  return wrapText(line, room).map((part, index) => {
    return index === 0 ? part : style.dim(CONTINUED) + part;
  });
}
