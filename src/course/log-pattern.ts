// A line of an expected log, with masks for what differs from run to run.
import type { LogLine } from './block.ts';

/** Skips any number of lines, or the rest of one. */
export const SKIP = '…';

const MASKS = new Map([
  ['<port>', '\\d{1,5}'],
  ['<pid>', '\\d+'],
  ['<number>', '-?\\d+(?:[.,]\\d+)*'],
  ['<path>', '.+'],
  ['<version>', 'v?\\d+\\.\\d+\\.\\d+\\S*'],
  [SKIP, '.*'],
]);

/** Whether a line that came is the expected one. */
export function matches(line: LogLine | undefined, got: string | undefined): boolean {
  return line !== undefined && got !== undefined && pattern(line.text).test(got);
}

const patterns = new Map<string, RegExp>();

function pattern(text: string): RegExp {
  const known = patterns.get(text);
  if (known) return known;
  const source = text
    .split(/(<[a-z]+>|…)/)
    .map((piece) => MASKS.get(piece) ?? piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('');
  // A program may print blanks at the end of a line; an editor may not leave them in the prose.
  const made = new RegExp(`^${source}\\s*$`, 's');
  patterns.set(text, made);
  return made;
}
