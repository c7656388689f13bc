// An outcome of a check as lines: verdict, story, what the program printed, hint.
import path from 'node:path';
import { pairQuotes } from '../screen/difference.ts';
import { showControls } from '../screen/printable.ts';
import type { Style } from '../screen/style.ts';
import type { Language } from '../text/language.ts';
import { checkMessages } from '../text/messages/check.ts';
import { measureWidth, padEnd } from '../text/width.ts';
import { PROSE_COLUMNS, wrapText } from '../text/wrap.ts';
import type { LessonOutcome } from './examination.ts';

/** How outcomes are laid out. */
export interface OutcomeLayout {
  columns: number;
  style: Style;
  language: Language;
}

/** The line of the verdict: `✓ title   0.4 s`. */
export function renderVerdict(outcome: LessonOutcome, layout: OutcomeLayout): string[] {
  const { style, language } = layout;
  const say = checkMessages[language];
  const { verdict, title, id, ms } = outcome;
  const marks = {
    pass: style.green(`✓ ${say.passed}`),
    fail: style.red(`✗ ${say.failed}`),
    inconclusive: style.magenta(`? ${say.inconclusive}`),
  };
  const seconds = style.dim(say.spent(id, (ms / 1000).toFixed(1)));
  return paragraph(`${title[language]}  ${seconds}`, `${marks[verdict]}  `, layout);
}

/** All that is shown of an outcome; `hint` is the index of the hint to show, or null for none. */
export function renderOutcome(
  outcome: LessonOutcome,
  hint: number | null,
  layout: OutcomeLayout,
): string[] {
  const lines = renderVerdict(outcome, layout);
  if (outcome.verdict === 'pass') return lines;
  return [
    ...lines,
    '',
    ...renderStory(outcome, layout),
    ...renderOutput(outcome, layout),
    ...(hint === null ? [] : renderHint(outcome, hint, layout)),
  ];
}

/** A hint of the outcome's mistake by its index; the last one for any index beyond it. */
export function renderHint(outcome: LessonOutcome, index: number, layout: OutcomeLayout): string[] {
  const { style, language } = layout;
  const say = checkMessages[language];
  const { hints, id } = outcome;
  if (hints.length === 0) {
    return outcome.verdict === 'fail' ? [...paragraph(say.noHintFor(id), '  ', layout), ''] : [];
  }
  const chosen = Math.min(index, hints.length - 1);
  const count = say.hintCount(chosen + 1, hints.length);
  const isLast = chosen + 1 === hints.length;
  const text = hints[chosen]?.[language] ?? '';
  return [
    `  ${style.bold(count)}${isLast ? '' : style.dim(say.moreHints)}`,
    ...paragraph(text, '    ', layout),
    ...(isLast ? paragraph(say.lastHint, '    ', layout).map(style.dim) : []),
    '',
  ];
}

function renderStory(outcome: LessonOutcome, layout: OutcomeLayout): string[] {
  const { style, language } = layout;
  const say = checkMessages[language];
  const { story, difference } = outcome;
  const lines = story.flatMap((line) => paragraph(line[language], '    · ', layout));
  if (difference) lines.push(...renderDifference(difference, layout));
  if (lines.length === 0) return [];
  return [`  ${style.bold(say.whatHappened)}`, ...lines, ''];
}

/** What was expected and what came; quotes stand unwrapped, one below the other. */
function renderDifference(
  difference: NonNullable<LessonOutcome['difference']>,
  layout: OutcomeLayout,
): string[] {
  const { style, language, columns } = layout;
  const say = checkMessages[language];
  const width = language === 'zh' ? 6 : 10;
  const indent = ' '.repeat(4 + width);
  const nameRow = (name: string) => `    ${style.bold(padEnd(name, width))}`;
  const [one, other] = [nameRow(say.expected), nameRow(say.got)];
  const [wanted, came] = [difference.expected[language], difference.got[language]];
  const pairs = pairQuotes(wanted, came, Math.max(12, columns - indent.length));
  if (!pairs) return [...paragraph(wanted, one, layout), ...paragraph(came, other, layout)];
  return pairs.flatMap(({ expected, got, mark }, index) => [
    (index === 0 ? one : indent) + expected,
    (index === 0 ? other : indent) + got,
    ...(mark === '' ? [] : [indent + style.red(mark)]),
  ]);
}

function renderOutput(outcome: LessonOutcome, layout: OutcomeLayout): string[] {
  const { style, language } = layout;
  const say = checkMessages[language];
  if (outcome.output.length === 0) return [`  ${style.dim(say.noOutput)}`, ''];
  const lines = outcome.output.flatMap(({ file, kind, text }) => {
    const mark = kind === 'stderr' ? '! ' : '';
    return paragraph(
      `${mark}${showControls(text)}`,
      `    ${style.dim(path.basename(file))} │ `,
      layout,
    );
  });
  return [`  ${style.bold(say.itsOutput)}`, ...lines, ''];
}

/** Text wrapped behind a first prefix; later lines are indented by as much. */
function paragraph(text: string, prefix: string, { columns }: OutcomeLayout): string[] {
  const indent = ' '.repeat(measureWidth(prefix));
  const room = Math.max(12, Math.min(columns, PROSE_COLUMNS) - indent.length);
  return wrapText(text, room).map((line, index) => (index === 0 ? prefix : indent) + line);
}
