// Other right programs of a lesson as lines: each with its author's sentence above it.
import type { Lesson } from '../course/block.ts';
import { readOthers } from '../course/others.ts';
import { renderCode } from '../screen/code.ts';
import { renderMarkdown } from '../screen/markdown.ts';
import { lexMarkdown } from '../text/markdown.ts';
import { checkMessages } from '../text/messages/check.ts';
import { PROSE_COLUMNS, wrapText } from '../text/wrap.ts';
import type { OutcomeLayout } from './outcome-lines.ts';

/** The lines of a lesson's other right programs; one that says so where it has none. */
export function renderOthers(
  { folder, number }: Pick<Lesson, 'folder' | 'number'>,
  { columns, style, language }: OutcomeLayout,
): string[] {
  const say = checkMessages[language];
  const width = Math.min(columns, PROSE_COLUMNS);
  const others = readOthers(folder, language);
  if (others.length === 0) return [say.othersNone(folder)];
  return [
    ...wrapText(style.bold(say.othersTitle(number, others.length)), width),
    '',
    ...others.flatMap(({ file, text, code }) => [
      ...wrapText(style.bold(style.underline(file)), width),
      '',
      ...renderMarkdown(lexMarkdown(text), { width, style, language }),
      '',
      ...renderCode(code.trimEnd(), 'ts', columns, style),
      '',
    ]),
  ];
}
