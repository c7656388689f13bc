// The reading: where the learner stands in a lesson, and what Enter brings next.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Block, Run, RunProgram, Step } from '../../course/block.ts';
import type { Lesson } from '../../course/lesson.ts';
import type { Terminal } from '../../terminal.ts';
import { walkMessages } from '../../text/messages/walk.ts';
import { type Layout, renderBlock, renderTitle, renderTokens } from '../blocks.ts';
import type { Page } from './page.ts';
import type { Performance } from './performance.ts';
import { askGuess, type Guess, renderOutcome, renderQuestion } from './prediction.ts';

/** What Enter does next. */
export type Stand =
  | { at: 'run'; block: Run }
  /** What was predicted is answered. */
  | { at: 'outcome' }
  | { at: 'more' }
  | { at: 'step' }
  | { at: 'finish' }
  /** Nothing: a question is open, or programs are being started. */
  | { at: 'busy' };

/** A lesson being read. */
export interface Reading {
  readonly stand: Stand;
  /** The step shown, from 0. */
  readonly step: number;
  /** Whether the learner's turn has come in the step shown. */
  readonly isTurn: boolean;
  /** Prints a step from its title on. */
  enter(step: number): Promise<void>;
  /** Goes on; true when the lesson is over. */
  advance(): Promise<boolean>;
  /** Takes the lesson in another language. */
  replaceLesson(lesson: Lesson): void;
}

/** What a reading needs. */
export interface ReadingOptions {
  lesson: Lesson;
  /** The learner's copy, absolute. */
  directory: string;
  terminal: Terminal;
  page: Page;
  performance: Performance;
  getLayout(): Layout;
  onStep(step: number): void;
  /** Called when what Enter does has changed. */
  onChange(): void;
}

/** Opens the reading of a lesson; nothing is printed yet. */
export function openReading(options: ReadingOptions): Reading {
  const { directory, terminal, page, performance, getLayout, onStep, onChange } = options;
  let { lesson } = options;
  let step = 0;
  let next = 0;
  let stand: Stand = { at: 'busy' };
  let guesses: Guess[] = [];

  function stepNow(): Step {
    return lesson.steps[step] as Step;
  }

  function setStand(value: Stand): void {
    stand = value;
    onChange();
  }

  /** Prints blocks up to the next one that needs the learner. */
  async function show(): Promise<void> {
    setStand({ at: 'busy' });
    const { blocks } = stepNow();
    for (let block = blocks[next]; block !== undefined; block = blocks[next]) {
      if (block.kind === 'run') return setStand({ at: 'run', block });
      next += 1;
      await showBlock(block);
    }
    setStand({ at: step + 1 < lesson.steps.length ? 'step' : 'finish' });
  }

  async function showBlock(block: Exclude<Block, Run>): Promise<void> {
    const layout = getLayout();
    if (block.kind !== 'predict') page.print(...renderBlock(block, layout));
    if (block.kind === 'try') prepareTurn(layout);
    if (block.kind !== 'predict') return;
    page.print(...renderQuestion(block, layout));
    page.hold();
    guesses.push(await askGuess(block, terminal, layout));
    page.release();
  }

  /** The learner's turn: from here on the lesson's own programs are run, whatever was shown before. */
  function prepareTurn(layout: Layout): void {
    const say = walkMessages[layout.language];
    const links = lesson.files.map((file) => {
      const full = path.join(directory, file);
      return `  ${layout.style.link(full, pathToFileURL(full).href)}`;
    });
    page.print(layout.style.dim(`${say.yourFiles}:`), ...links, '', say.saveReruns, '');
    performance.expect(findPrograms(lesson));
  }

  async function run(block: Run): Promise<void> {
    setStand({ at: 'busy' });
    next += 1;
    await performance.play(block.programs);
    const isLast = next >= stepNow().blocks.length && guesses.length === 0;
    if (isLast) await show();
    else setStand({ at: guesses.length > 0 ? 'outcome' : 'more' });
  }

  async function enter(index: number): Promise<void> {
    step = index;
    next = 0;
    guesses = [];
    onStep(step);
    const layout = getLayout();
    if (step === 0) page.print(...renderOpening(lesson, layout));
    page.print(...renderTitle(stepNow(), step + 1, lesson.steps.length, layout));
    await show();
  }

  return {
    get stand() {
      return stand;
    },
    get step() {
      return step;
    },
    get isTurn() {
      return stepNow().blocks.some(({ kind }) => kind === 'try');
    },
    enter,
    async advance() {
      switch (stand.at) {
        case 'busy':
          return false;
        case 'run':
          await run(stand.block);
          return false;
        case 'step':
          await enter(step + 1);
          return false;
        case 'finish':
          return true;
        case 'outcome':
        case 'more':
          for (const guess of guesses) page.print(...renderOutcome(guess, getLayout()));
          guesses = [];
          page.print('');
          await show();
          return false;
      }
    },
    replaceLesson(other) {
      lesson = other;
    },
  };
}

/** The lesson's title, its section of the article, and what stands before the first step. */
export function renderOpening(lesson: Lesson, layout: Layout): string[] {
  const { style, language } = layout;
  const title = walkMessages[language].lesson(lesson.number, lesson.title);
  const intro = lesson.intro.length > 0 ? ['', ...renderTokens(lesson.intro, layout)] : [];
  return [style.bold(title), style.dim(lesson.article), ...intro];
}

/** The programs that are the learner's to change: the server and its client, or the only one there is. */
export function findPrograms({ files }: Lesson): RunProgram[] {
  const pair = ['server', 'client'].filter((actor) => files.includes(`${actor}.ts`));
  if (pair.length > 0) return pair.map((actor) => ({ actor, file: `${actor}.ts` }));
  const [first] = files.filter((file) => /\.[cm]?[jt]s$/.test(file));
  return first === undefined ? [] : [{ actor: 'server', file: first }];
}
