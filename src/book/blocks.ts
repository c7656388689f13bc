// The blocks of a lesson as HTML, each with an address by its place, which is the same in all languages.
import type { Block, Lesson, Listing, Predict, Try } from '../course/block.ts';
import type { Trace } from '../play/trace-file.ts';
import type { Language } from '../text/language.ts';
import { bookMessages } from '../text/messages/book.ts';
import { element, escapeHtml, fold } from './html.ts';
import { type FindPage, renderCode, renderLine, renderProse } from './prose.ts';
import { renderRun } from './run.ts';
import { renderHelp, type TurnHelp } from './turn-help.ts';

/** What the blocks of a lesson are rendered with. */
export interface BlockOptions {
  lesson: Lesson;
  language: Language;
  find: FindPage;
  /** The runs of each run block, in their order. */
  runs: readonly (readonly Trace[])[];
  /** What helps with the turn of the learner, by the block. */
  help: ReadonlyMap<Try, TurnHelp>;
  /** Before each address: empty where the lesson has a page of its own. */
  prefix: string;
  /** The command that walks through the lesson. */
  walk: string;
  /** Whether the page is for paper, so that nothing can be unfolded. */
  isPrinted: boolean;
}

/** The address of a step, counted from 0. */
export function nameStep(prefix: string, step: number): string {
  return `${prefix}s${step + 1}`;
}

/** The blocks of a step, counted from 0. */
export function renderBlocks(step: number, options: BlockOptions): string {
  const blocks = options.lesson.steps[step]?.blocks ?? [];
  const ids = nameBlocks(blocks, nameStep(options.prefix, step));
  return blocks
    .map((block, index) => renderBlock(block, ids[index] ?? '', blocks[index - 1], options))
    .join('\n');
}

/**
 * The addresses of a step's blocks: `s2b3` is its third one. Prose isn't counted, since a language may need some where
 * another needs none: `s2p3` stands before `s2b3`.
 */
export function nameBlocks(blocks: readonly Block[], step: string): string[] {
  let count = 0;
  return blocks.map(({ kind }) => {
    if (kind === 'prose') return `${step}p${count + 1}`;
    count += 1;
    return `${step}b${count}`;
  });
}

function renderBlock(
  block: Block,
  id: string,
  before: Block | undefined,
  options: BlockOptions,
): string {
  const { find } = options;
  switch (block.kind) {
    case 'prose':
      return element('div', { id, class: 'prose' }, renderProse(block.tokens, find));
    case 'listing':
      return renderListing(block, id);
    case 'types':
      return element('div', { id, class: 'types' }, renderCode(block.lines.join('\n'), 'text'));
    case 'predict':
      return renderPredict(block, id, options);
    case 'try':
      return renderTry(block, id, options);
    case 'run': {
      const { lesson, runs, language, walk, isPrinted } = options;
      const all = lesson.steps.flatMap(({ blocks }) => blocks).filter(({ kind }) => kind === 'run');
      const traces = runs[all.indexOf(block)] ?? [];
      const isAnswer = before?.kind === 'predict';
      return renderRun({ block, traces, id, language, walk, isAnswer, isPrinted });
    }
  }
}

function renderListing({ file, region, lang, code }: Listing, id: string): string {
  const name = region === null ? file : `${file} · ${region}`;
  const caption = element('figcaption', {}, escapeHtml(name));
  return element('figure', { id, class: 'listing' }, caption, renderCode(code, lang));
}

/** The question, and each answer, which unfolds to say whether it is right, and why. */
function renderPredict(
  { question, options }: Predict,
  id: string,
  { find, language, isPrinted }: BlockOptions,
): string {
  const say = bookMessages[language].predict;
  const answers = options.map(({ text, right, reason }) => {
    const verdict = element(
      'strong',
      { class: right ? 'right' : 'wrong' },
      escapeHtml(right ? say.right : say.wrong),
    );
    const why = element('p', { class: 'why' }, `${verdict} ${renderLine(reason, find)}`);
    return element('li', {}, fold('choice', renderLine(text, find), why, isPrinted));
  });
  return element(
    'section',
    { id, class: 'predict' },
    element('div', { class: 'question' }, renderProse(question, find)),
    isPrinted ? '' : element('p', { class: 'hint' }, escapeHtml(say.choose)),
    element('ul', { class: 'choices' }, ...answers),
  );
}

function renderTry(block: Try, id: string, options: BlockOptions): string {
  const say = bookMessages[options.language].turn;
  const help = options.help.get(block);
  const title = block.isTitled ? '' : element('h3', {}, escapeHtml(say.title));
  return element(
    'section',
    { id, class: 'try' },
    element('div', { class: 'task' }, title, renderProse(block.tokens, options.find)),
    help ? renderHelp(help, options) : '',
  );
}
