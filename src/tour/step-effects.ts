// What the steps do: they print, ask, and have programs run.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Lesson } from '../course/block.ts';
import type { Key, Terminal } from '../terminal/terminal.ts';
import { walkMessages } from '../text/messages/walk.ts';
import { type Layout, renderBlock, renderOpening, renderTitle, wrapLine } from './blocks.ts';
import { sortFiles } from './lesson-files.ts';
import type { Page } from './page.ts';
import { askGuess, renderOutcome, renderQuestion } from './prediction.ts';
import type { Programs } from './programs.ts';
import type { AwaitedEffect, ImmediateEffect, StandingEvent } from './standing.ts';

/** What a reading needs of the world. */
export interface StepsOptions {
  lesson: Lesson;
  /** The learner's copy, absolute. */
  directory: string;
  /** Where the learner's file names start from, absolute. */
  cwd: string;
  terminal: Pick<Terminal, 'select' | 'confirm' | 'leaveQuestion'>;
  page: Pick<Page, 'print'>;
  performance: Pick<Programs, 'hasServer' | 'expect' | 'prepare' | 'play' | 'calm'>;
  getLayout(): Layout;
  onStep(step: number): void;
  /** Called when the learner has come to the end. */
  onFinish(): void;
  /** Called when what Enter does has changed. */
  onChange(): void;
  /** Called with a key that the learner pressed in place of an answer, and that leads elsewhere. */
  onKey(key: Key): void;
  /** Whether these checks have passed. */
  hasPassed(checks: readonly string[]): boolean;
  /**
   * Called when a question made way: for what a key asks for, or, where that is null, for a save. Settles when that is
   * done, and what runs has come to rest.
   */
  onAside(key: Key | null): Promise<void>;
}

/** Does what is done in a moment. */
export function doAtOnce(effect: ImmediateEffect, lesson: Lesson, options: StepsOptions): void {
  const { page, performance } = options;
  switch (effect.kind) {
    case 'title':
      beginStep(effect.step, lesson, options);
      break;
    case 'block':
      page.print('', ...renderBlock(effect.block, options.getLayout()));
      break;
    case 'turn':
      page.print(...renderTurn(lesson, options));
      performance.expect(effect.plan.programs, effect.plan.options);
      performance.prepare(effect.plan.programs);
      break;
    case 'tellSolution':
      page.print(...renderSolutionNote(options.getLayout()));
      break;
    case 'prepare':
      performance.prepare(effect.programs);
      break;
    case 'question':
      page.print('', ...renderQuestion(effect.block, options.getLayout()));
      break;
    case 'outcome':
      page.print('', ...renderOutcome(effect.guess, options.getLayout()));
      break;
    case 'key':
      options.onKey(effect.key);
      break;
    case 'finish':
      options.onFinish();
      break;
  }
}

/** Does what takes a while; resolves to what came of it. */
export async function follow(effect: AwaitedEffect, options: StepsOptions): Promise<StandingEvent> {
  const { page, performance, terminal } = options;
  const { kind, visit } = effect;
  switch (kind) {
    case 'ask': {
      const answer = await askGuess(effect.block, terminal, options.getLayout());
      page.print('');
      return { kind: 'answer', visit, answer };
    }
    case 'aside':
      await options.onAside(effect.key);
      return { kind: 'asideOver', visit };
    case 'play':
      await performance.play(effect.plan.programs, effect.plan.options);
      await performance.calm();
      return { kind: 'rest', visit };
    case 'leave':
      return { kind: 'leave', visit, goesOn: await mayLeave(effect.checks, options) };
  }
}

function beginStep(step: number, lesson: Lesson, options: StepsOptions): void {
  const { terminal, page, onStep } = options;
  const shown = lesson.steps[step];
  terminal.leaveQuestion();
  onStep(step);
  if (!shown) return;
  const layout = options.getLayout();
  if (step === 0) page.print('', ...renderOpening(lesson, layout));
  page.print('', ...renderTitle(shown, step + 1, lesson.steps.length, layout));
}

/** Where the learner's files are, and what a save does. */
function renderTurn(lesson: Lesson, { directory, cwd, getLayout }: StepsOptions): string[] {
  const layout = getLayout();
  const { style, language } = layout;
  const say = walkMessages[language];
  const links = sortFiles(lesson).map((file) => {
    const full = path.join(directory, file);
    return `  ${style.link(path.relative(cwd, full), pathToFileURL(full).href)}`;
  });
  return [style.dim(say.yourFiles), ...links, '', ...wrapLine(say.saveReruns, layout), ''];
}

/** Whose programs run from here on. */
function renderSolutionNote(layout: Layout): string[] {
  const { solutionRuns, saveRunsOwn } = walkMessages[layout.language];
  return [...wrapLine(layout.style.dim(`${solutionRuns} ${saveRunsOwn}`), layout), ''];
}

/** Whether the learner goes on: behind a turn stands its solution, and Enter is soon pressed. */
async function mayLeave(
  checks: readonly string[] | undefined,
  { hasPassed, getLayout, page, terminal }: StepsOptions,
): Promise<boolean> {
  if (!checks || hasPassed(checks)) return true;
  const layout = getLayout();
  const say = walkMessages[layout.language];
  page.print('', ...wrapLine(say.turnOpen, layout), '');
  return (await terminal.confirm(say.goOn, false)) === true;
}
