// A lesson's blocks as lines: printed by `read`, the interactive tour and the linear one.
import type { Block, Lesson, Listing, Predict, Run, Step, Try } from '../course/block.ts';
import { addressLesson, readBookAddress } from '../course/book-address.ts';
import { PREFERRED_PORT } from '../course/expected.ts';
import { renderMarkdown } from '../screen/markdown.ts';
import type { Style } from '../screen/style.ts';
import type { Language } from '../text/language.ts';
import { lexMarkdown } from '../text/markdown.ts';
import { walkMessages } from '../text/messages/walk.ts';
import { measureWidth } from '../text/width.ts';
import { PROSE_COLUMNS, wrapText } from '../text/wrap.ts';
import { planBlockProxy } from './start.ts';

/** How prose is laid out. */
export interface Layout {
  /** Columns of the terminal; prose takes 88 of them at most. */
  columns: number;
  style: Style;
  language: Language;
  /** The port that the programs really use, where the prose says 6969. */
  port?: number;
}

/** What `prompts` puts before a choice, and the space it leaves after it, in columns. */
export const CHOICE_MARGIN = 6;
/** What separates a reason from the answer above it, in columns. */
const REASON_INDENT = 4;
/** However narrow the terminal is, text gets at least this many columns. */
const TEXT_AT_LEAST = 10;

/**
 * The lesson's title and what stands before the first step; in Chinese, the article's language, its section too. Where
 * the book is published (`book`), the address of the lesson's page.
 */
export function renderOpening(
  lesson: Lesson,
  layout: Layout,
  book: string | null = readBookAddress(),
): string[] {
  const { style, language } = layout;
  const page = addressLesson(lesson, book);
  const title = walkMessages[language].lesson(lesson.number, lesson.title);
  const intro = lesson.intro.length > 0 ? [...renderTokens(lesson.intro, layout), ''] : [];
  const heading = [
    style.bold(title),
    ...(language === 'zh' ? [style.dim(lesson.article)] : []),
    ...(page === null ? [] : [style.dim(walkMessages[language].page(style.link(page, page)))]),
  ];
  return [...heading.flatMap((line) => wrapLine(line, layout)), '', ...intro];
}

/** The lines of a step's title, with a blank one after them. */
export function renderTitle(step: Step, number: number, steps: number, layout: Layout): string[] {
  const { style, language } = layout;
  const title = walkMessages[language].step(number, steps, step.title);
  return [...wrapLine(style.bold(style.underline(title)), layout), ''];
}

/** A line of the tour's own, wrapped like prose. */
export function wrapLine(text: string, { columns }: Layout): string[] {
  return wrapText(text, Math.min(columns, PROSE_COLUMNS));
}

/** The lines of a block, with a blank one after them; none for a run block, whose log is real. */
export function renderBlock(block: Block, layout: Layout): string[] {
  switch (block.kind) {
    case 'prose':
      return [...renderTokens(block.tokens, layout), ''];
    case 'listing':
      return [...renderListing(block, layout), ''];
    case 'types':
      return [...renderFence('text', block.lines.join('\n'), layout), ''];
    case 'predict':
      return [...renderTokens(block.question, layout), ''];
    case 'try':
      return [...renderTry(block, layout), ''];
    case 'run':
      return [];
  }
}

/** The lines of a block that is only read: a run block as the log to expect, a question with its answers. */
export function renderForReading(block: Block, layout: Layout): string[] {
  if (block.kind === 'run') {
    const log = block.log.map(({ actor, text }) => `${actor} │ ${text}`).join('\n');
    return [...renderProxy(block, layout), ...renderFence('text', log, layout), ''];
  }
  if (block.kind === 'predict')
    return [...renderBlock(block, layout), ...renderAnswers(block, layout)];
  return renderBlock(block, layout);
}

/** The answers of a prediction with their reasons; the right one is marked, and the `chosen` one (an index). */
export function renderAnswers(block: Predict, layout: Layout, chosen?: number | null): string[] {
  const { style, language } = layout;
  return block.options.flatMap(({ text, right, reason }, index) => {
    const mark = right ? style.green('✓') : style.magenta('✗');
    const note = index === chosen ? `  ${walkMessages[language].yourGuess}` : '';
    return [
      ...renderItem(`${mark} `, `${text}${note}`, layout),
      ...renderItem(' '.repeat(REASON_INDENT), reason, layout),
      '',
    ];
  });
}

/** The lines of a question; options too long for a menu are listed in full, by letter. */
export function renderQuestion(block: Predict, layout: Layout): string[] {
  const question = renderBlock(block, layout);
  return nameChoices(block, layout) ? question : [...question, ...renderChoices(block, layout), ''];
}

/** The options of a prediction as a menu shows them, which is text only; null where one is too long for it. */
export function nameChoices({ options }: Predict, { columns, port }: Layout): string[] | null {
  const titles = options.map(({ text }) => {
    return namePort(text, port).replace(
      /`([^`]*)`|\*\*([^*]+)\*\*|\*([^*]+)\*/g,
      (_all, code, strong, soft) => code ?? strong ?? soft,
    );
  });
  return titles.every((title) => measureWidth(title) + CHOICE_MARGIN <= columns) ? titles : null;
}

function renderChoices(block: Predict, layout: Layout): string[] {
  return block.options.flatMap(({ text }, index) => {
    return renderItem(`${layout.style.bold(nameChoice(index))}  `, text, layout);
  });
}

/** The letter of a choice, counted from 0. */
export function nameChoice(index: number): string {
  return String.fromCharCode(65 + index);
}

/** Inline Markdown after a lead, later lines indented by as much. */
function renderItem(lead: string, text: string, layout: Layout): string[] {
  const indent = measureWidth(lead);
  const columns = Math.max(TEXT_AT_LEAST, Math.min(layout.columns, PROSE_COLUMNS) - indent);
  const lines = renderTokens(lexMarkdown(text), { ...layout, columns });
  return lines.map((line, index) => (index === 0 ? lead : ' '.repeat(indent)) + line);
}

type Tokens = Parameters<typeof renderMarkdown>[0];

/** The prose's tokens as lines, with the port that is really used. */
function renderTokens(tokens: Tokens, layout: Layout): string[] {
  return renderAsTheyAre(namePort(tokens, layout.port), layout);
}

function renderAsTheyAre(tokens: Tokens, { columns, style, language }: Layout): string[] {
  return renderMarkdown(tokens, { width: Math.min(columns, PROSE_COLUMNS), style, language });
}

/** The same text, or the same tokens, with `port` wherever the prose has 6969. */
function namePort<T>(part: T, port = PREFERRED_PORT): T {
  if (port === PREFERRED_PORT) return part;
  if (typeof part === 'string') return part.replace(/\b6969\b/g, String(port)) as T;
  if (typeof part !== 'object' || part === null) return part;
  if (Array.isArray(part)) return part.map((each) => namePort(each, port)) as T;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [key, namePort(value, port)]),
  ) as T;
}

function renderListing({ file, region, lang, code }: Listing, layout: Layout): string[] {
  const { style } = layout;
  const name = region === null ? file : `${file} · ${region}`;
  return [...wrapLine(style.dim(name), layout), ...renderFence(lang, code, layout)];
}

/** What the proxy between the programs of a run block does, as on the command line; empty where there is none. */
function renderProxy({ options }: Run, layout: Layout): string[] {
  const plan = planBlockProxy(options);
  if (!plan) return [];
  const { style, language } = layout;
  return wrapLine(style.dim(walkMessages[language].throughProxy(plan.label ?? '')), layout);
}

function renderFence(lang: string, code: string, layout: Layout): string[] {
  return renderAsTheyAre(lexMarkdown(`\`\`\`\`\`${lang}\n${code}\n\`\`\`\`\``), layout);
}

function renderTry({ tokens, isTitled }: Try, layout: Layout): string[] {
  const { style, language } = layout;
  if (isTitled) return renderTokens(tokens, layout);
  const title = `▶ ${walkMessages[language].yourTurn}`;
  return [style.bold(style.green(title)), '', ...renderTokens(tokens, layout)];
}
