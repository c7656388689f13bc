// Quotes lines of output in a story.
import type { Bilingual } from '../text/language.ts';
import { tellCheck } from '../text/messages/check.ts';

/** How many lines are quoted, and how many characters of each. */
const LINES_QUOTED = 6;
const CHARACTERS_QUOTED = 120;

/** Lines as `“one”, “two”`, cut where there are many; `nothing` where there are none. */
export function quoteLines(lines: readonly string[]): Bilingual {
  const quoted = lines.slice(0, LINES_QUOTED).map((line) => {
    const rest = line.length > CHARACTERS_QUOTED ? '…' : '';
    return `“${line.slice(0, CHARACTERS_QUOTED)}${rest}”`;
  });
  const more = lines.length - quoted.length;
  return tellCheck((say) => (lines.length === 0 ? say.nothing : say.lines(quoted, more)));
}
