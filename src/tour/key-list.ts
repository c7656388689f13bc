// The list of keys, as ? shows it.
import { walkMessages } from '../text/messages/walk.ts';
import { padEnd } from '../text/width.ts';
import { wrapText } from '../text/wrap.ts';
import type { Layout } from './blocks.ts';

/** The width of a key's name in the list, with the blanks around it, in columns. */
const KEY_COLUMNS = 11;
/** However narrow the terminal is, the text beside it gets this many columns. */
const TEXT_AT_LEAST = 9;

/** The lines that list the keys. */
export function renderKeys({ columns, style, language }: Layout): string[] {
  const say = walkMessages[language];
  const rows = say.keys.flatMap(([key, what]) => {
    // Windows has no jobs to stop.
    if (key === 'Ctrl-Z' && process.platform === 'win32') return [];
    const [first = '', ...others] = wrapText(what, Math.max(TEXT_AT_LEAST, columns - KEY_COLUMNS));
    const lead = `  ${style.bold(padEnd(key, KEY_COLUMNS - 3))} `;
    return [lead + first, ...others.map((line) => ' '.repeat(KEY_COLUMNS) + line)];
  });
  return [style.bold(say.keysTitle), ...rows];
}
