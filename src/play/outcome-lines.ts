// An outcome of a check as lines: verdict, story, what the program printed, hint.
import path from 'node:path';
import { breakQuote, pairQuotes } from '../screen/difference.ts';
import { showControls } from '../screen/printable.ts';
import type { Style } from '../screen/style.ts';
import { spellCommand } from '../text/invocation.ts';
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
  /** Whether rows stand in one lane, whatever room there is. */
  isPlain?: boolean;
  /** Whether the programs are handed in: the commands for hints speak of the learner's own. */
  isHandIn?: boolean;
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
    ...(hint === null ? [] : renderHelp(outcome, hint, layout)),
  ];
}

/** The outcomes that are told in full: all but the failures behind the first one. */
export function listToldInFull(outcomes: readonly LessonOutcome[]): readonly LessonOutcome[] {
  const first = outcomes.find(({ verdict }) => verdict === 'fail');
  return outcomes.filter((outcome) => outcome.verdict !== 'fail' || outcome === first);
}

/** The titles of the other failures, and how to read all of them; none where there is only one. */
export function renderOthers(
  outcomes: readonly LessonOutcome[],
  lesson: number,
  layout: OutcomeLayout,
): string[] {
  const told = listToldInFull(outcomes);
  const others = outcomes.filter((outcome) => !told.includes(outcome));
  if (others.length === 0) return [];
  const note = checkMessages[layout.language].othersFailed(spellCommand(`check ${lesson}`));
  return [
    ...others.flatMap((outcome) => renderVerdict(outcome, layout)),
    '',
    ...paragraph(note, '', layout).map(layout.style.dim),
  ];
}

/** What helps on: the cause of the failure where one is known, else a hint, by its index. */
export function renderHelp(
  outcome: LessonOutcome,
  index: number,
  layout: OutcomeLayout,
): readonly string[] {
  const { cause } = outcome;
  if (!cause) return renderHint(outcome, index, layout);
  const { style, language } = layout;
  const { first } = checkMessages[language].cause;
  return [
    ...paragraph(cause.what[language], '  ', layout).map(style.bold),
    ...cause.frame.map((line) => `    ${line}`),
    ...(cause.meaning ? paragraph(cause.meaning[language], '    ', layout) : []),
    ...(cause.isBroken ? paragraph(first, '    ', layout) : []),
    '',
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
  const hasMore = !isLast && !layout.isHandIn;
  const text = hints[chosen]?.[language] ?? '';
  return [
    ...paragraph(`${style.bold(count)}${hasMore ? style.dim(say.moreHints) : ''}`, '  ', layout),
    ...paragraph(text, '    ', layout),
    ...(isLast ? paragraph(say.lastHint, '    ', layout).map(style.dim) : []),
    '',
  ];
}

/** What happened, in words, and what was expected and what came. */
export function renderStory(outcome: LessonOutcome, layout: OutcomeLayout): string[] {
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
  if (!pairs) return [...tell(wanted, one, layout), ...tell(came, other, layout)];
  return pairs.flatMap(({ expected, got, mark }, index) => [
    (index === 0 ? one : indent) + expected,
    (index === 0 ? other : indent) + got,
    ...(mark === '' ? [] : [indent + style.red(mark)]),
  ]);
}

/** What was expected, or what came: quotes keep their blanks. */
function tell(text: string, prefix: string, layout: OutcomeLayout): string[] {
  if (!text.includes('“')) return paragraph(text, prefix, layout);
  const indent = ' '.repeat(measureWidth(prefix));
  const room = Math.max(12, Math.min(layout.columns, PROSE_COLUMNS) - indent.length);
  return breakQuote(text, room).map((line, index) => (index === 0 ? prefix : indent) + line);
}

function renderOutput(outcome: LessonOutcome, layout: OutcomeLayout): string[] {
  const { style, language } = layout;
  const say = checkMessages[language];
  if (outcome.output.length === 0) return [`  ${style.dim(say.noOutput)}`, ''];
  const nameOf = nameStarts(outcome, layout);
  const lines = foldSame(outcome.output).flatMap(({ line, more }) => {
    const mark = line.kind === 'stderr' ? '! ' : '';
    const prefix = `    ${style.dim(nameOf(line))} │ `;
    const told = paragraph(`${mark}${showControls(line.text)}`, prefix, layout);
    return more > 0 ? [...told, `    ${style.dim(say.sameLines(more))}`] : told;
  });
  return [`  ${style.bold(say.itsOutput)}`, ...lines, ''];
}

type OutputLine = LessonOutcome['output'][number];

/** A program that repeats itself fills the screen: of three and more lines in a row that are the same, one is shown. */
function foldSame(output: readonly OutputLine[]): { line: OutputLine; more: number }[] {
  const folded: { line: OutputLine; more: number }[] = [];
  const isSame = (one: OutputLine, other: OutputLine) =>
    one.text === other.text &&
    one.kind === other.kind &&
    one.file === other.file &&
    one.start === other.start;
  for (const line of output) {
    const last = folded.at(-1);
    if (last && isSame(last.line, line)) last.more += 1;
    else folded.push({ line, more: 0 });
  }
  return folded.flatMap((each) =>
    each.more === 1 ? [0, 0].map((more) => ({ ...each, more })) : [each],
  );
}

/** Names the program of each line; where lines are of several starts of one program, by the start, too. */
function nameStarts(
  { output }: LessonOutcome,
  { language }: OutcomeLayout,
): (line: LessonOutcome['output'][number]) => string {
  const starts = (file: string) => [
    ...new Set(output.filter((line) => line.file === file).map(({ start }) => start)),
  ];
  return ({ file, start }) => {
    const name = path.basename(file);
    const all = starts(file);
    return all.length < 2 ? name : checkMessages[language].nthStart(name, all.indexOf(start) + 1);
  };
}

/** Text wrapped behind a first prefix; later lines are indented by as much. */
function paragraph(text: string, prefix: string, { columns }: OutcomeLayout): string[] {
  const indent = ' '.repeat(measureWidth(prefix));
  const room = Math.max(12, Math.min(columns, PROSE_COLUMNS) - indent.length);
  return wrapText(text, room).map((line, index) => (index === 0 ? prefix : indent) + line);
}
