// The reading: where the learner stands in a lesson, and what Enter brings next.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Block, Lesson, Predict, Run, RunProgram, Step, Try } from '../course/block.ts';
import { isSolution, listPlayedBlocks } from '../course/run-blocks.ts';
import type { RunOptions } from '../course/run-options.ts';
import { isServer } from '../play/run-state.ts';
import type { Key, Terminal } from '../terminal/terminal.ts';
import { walkMessages } from '../text/messages/walk.ts';
import { type Layout, renderBlock, renderTitle, renderTokens, wrapLine } from './blocks.ts';
import { findPrograms, sortFiles } from './lesson-files.ts';
import type { Page } from './page.ts';
import { askGuess, type Guess, renderOutcome, renderQuestion } from './prediction.ts';
import type { Programs } from './programs.ts';

/** What Enter does next. */
export type Stand =
  | {
      at: 'run';
      programs: readonly RunProgram[];
      options: RunOptions;
      /** Whether there is or was a server that clients may connect to. */
      isServed: boolean;
    }
  /** What was predicted is answered. */
  | { at: 'outcome' }
  | { at: 'more' }
  | { at: 'step' }
  | { at: 'finish' }
  /** Nothing: a question is open, or programs are being started. */
  | { at: 'busy' };

/** A lesson being read. */
export interface Steps {
  readonly stand: Stand;
  /** The step shown, from 0. */
  readonly step: number;
  /** The ids of the checks that tell of the step shown; undefined where it is not the learner's turn. */
  readonly checks: readonly string[] | undefined;
  /** Prints a step from its title on. */
  enter(step: number): Promise<void>;
  /** Goes on; true when the lesson is over. */
  advance(): Promise<boolean>;
  /** Takes the lesson in another language. */
  replaceLesson(lesson: Lesson): void;
  /** Goes no further; a question that is open is not asked again. */
  close(): void;
}

/** What a reading needs. */
export interface StepsOptions {
  lesson: Lesson;
  /** The learner's copy, absolute. */
  directory: string;
  /** Where the learner's file names start from, absolute. */
  cwd: string;
  terminal: Terminal;
  page: Page;
  performance: Programs;
  getLayout(): Layout;
  onStep(step: number): void;
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

/** Opens the reading of a lesson; nothing is printed yet. */
export function openSteps(options: StepsOptions): Steps {
  const { directory, terminal, page, performance, getLayout, onStep, onChange } = options;
  let { lesson } = options;
  let scenes = listPlayedBlocks(lesson);
  let isSolutionTold = false;
  let step = 0;
  let next = 0;
  let stand: Stand = { at: 'busy' };
  let guesses: Guess[] = [];
  /** Counts the steps entered: what waited while the learner went elsewhere goes no further. */
  let visit = 0;

  function stepNow(): Step {
    return lesson.steps[step] as Step;
  }

  function setStand(value: Stand): void {
    stand = value;
    onChange();
  }

  /** Prints blocks up to the next one that needs the learner. */
  async function show(): Promise<void> {
    const mine = visit;
    let pressed: Key | null = null;
    setStand({ at: 'busy' });
    const { blocks } = stepNow();
    for (let block = blocks[next]; block !== undefined; block = blocks[next]) {
      if (block.kind === 'run') {
        const programs = withServer(block);
        if (programs.some(isSolution)) tellSolution();
        const isServed = performance.hasServer || programs.some(({ actor }) => isServer(actor));
        setStand({ at: 'run', programs, options: block.options, isServed });
        if (block.options.times === undefined) performance.prepare(programs);
        break;
      }
      next += 1;
      if (block.kind === 'predict') pressed = await ask(block, pressed);
      else showBlock(block);
      if (mine !== visit) {
        // The learner is elsewhere already, and what was pressed counts there.
        if (pressed !== null) options.onKey(pressed);
        return;
      }
    }
    if (stand.at === 'busy') setStand({ at: step + 1 < lesson.steps.length ? 'step' : 'finish' });
    if (pressed !== null) options.onKey(pressed);
  }

  function showBlock(block: Exclude<Block, Run | Predict>): void {
    const layout = getLayout();
    page.print('', ...renderBlock(block, layout));
    if (block.kind === 'try') prepareTurn(block, layout);
  }

  /** Asks for a guess, unless the learner has pressed a key that leads elsewhere; returns such a key. */
  async function ask(block: Predict, pressed: Key | null): Promise<Key | null> {
    const mine = visit;
    const layout = getLayout();
    page.print('', ...renderQuestion(block, layout));
    if (pressed !== null) {
      guesses.push({ block, chosen: null });
      return pressed;
    }
    const answer = await askGuess(block, terminal, layout);
    page.print('');
    if ('aside' in answer) {
      await options.onAside(answer.aside);
      return mine === visit ? ask(block, null) : null;
    }
    guesses.push(answer.guess);
    return answer.pressed;
  }

  /**
   * The programs of a run block; clients get the last server before them where none was started yet, or where each
   * of many runs needs one.
   */
  function withServer(block: Run): readonly RunProgram[] {
    const programs = programsOf(block);
    const hasServer = performance.hasServer && block.options.times === undefined;
    if (hasServer || programs.some(({ actor }) => isServer(actor))) return programs;
    const servers = listRuns().map((run) => programsOf(run).filter(({ actor }) => isServer(actor)));
    return [...(servers.findLast((list) => list.length > 0) ?? []), ...programs];
  }

  /** Behind a turn, what the prose tells of is the solution. */
  function programsOf(run: Run): readonly RunProgram[] {
    return scenes.find(({ block }) => block === run)?.programs ?? run.programs;
  }

  /** Says once whose programs run from here on. */
  function tellSolution(): void {
    if (isSolutionTold) return;
    isSolutionTold = true;
    const layout = getLayout();
    const { solutionRuns, saveRunsOwn } = walkMessages[layout.language];
    page.print(...wrapLine(layout.style.dim(`${solutionRuns} ${saveRunsOwn}`), layout), '');
  }

  /** The run blocks before the place where the learner stands. */
  function listRuns(): Run[] {
    const before = lesson.steps.slice(0, step).flatMap(({ blocks }) => blocks);
    const passed = [...before, ...stepNow().blocks.slice(0, next)];
    return passed.filter((block) => block.kind === 'run');
  }

  /** The learner's turn: from here on the programs it names are run, those of this step, or the lesson's own. */
  function prepareTurn({ run }: Try, layout: Layout): void {
    const { style, language } = layout;
    const say = walkMessages[language];
    const links = sortFiles(lesson).map((file) => {
      const full = path.join(directory, file);
      return `  ${style.link(path.relative(options.cwd, full), pathToFileURL(full).href)}`;
    });
    page.print(style.dim(say.yourFiles), ...links, '');
    page.print(...wrapLine(say.saveReruns, layout), '');
    // What went wrong last is what they have to put right.
    const { chart: _, times: __, ...faults } = listRuns().at(-1)?.options ?? {};
    const shown = stepNow()
      .blocks.slice(0, next)
      .filter((block) => block.kind === 'run');
    const { programs, options: how } = run ?? {
      programs: shown.at(-1)?.programs ?? findPrograms(lesson),
      options: faults,
    };
    performance.expect(programs, how);
    performance.prepare(programs);
  }

  async function run(programs: readonly RunProgram[], how: RunOptions): Promise<void> {
    const mine = visit;
    setStand({ at: 'busy' });
    next += 1;
    await performance.play(programs, how);
    await performance.calm();
    if (mine !== visit) return;
    const isLast = next >= stepNow().blocks.length && guesses.length === 0;
    if (isLast) await show();
    else setStand({ at: guesses.length > 0 ? 'outcome' : 'more' });
  }

  /** The ids of the checks of the learner's turn; undefined where it isn't. */
  function listChecks(): readonly string[] | undefined {
    const turns = stepNow().blocks.filter((block) => block.kind === 'try');
    return turns.length === 0 ? undefined : turns.flatMap(({ checks }) => checks);
  }

  /** Whether the learner goes on: behind a turn stands its solution, and Enter is soon pressed. */
  async function mayLeave(): Promise<boolean> {
    const checks = listChecks();
    if (!checks || options.hasPassed(checks)) return true;
    const mine = visit;
    const before = stand;
    const layout = getLayout();
    const say = walkMessages[layout.language];
    setStand({ at: 'busy' });
    page.print('', ...wrapLine(say.turnOpen, layout), '');
    const answer = await terminal.confirm(say.goOn, false);
    if (mine !== visit) return false;
    setStand(before);
    return answer === true;
  }

  /** Goes to the next step, once however often Enter was pressed. */
  async function leaveStep(): Promise<void> {
    const mine = visit;
    if ((await mayLeave()) && mine === visit) await enter(step + 1);
  }

  async function enter(index: number): Promise<void> {
    visit += 1;
    terminal.leaveQuestion();
    step = index;
    next = 0;
    guesses = [];
    onStep(step);
    const layout = getLayout();
    if (step === 0) page.print('', ...renderOpening(lesson, layout));
    page.print('', ...renderTitle(stepNow(), step + 1, lesson.steps.length, layout));
    await show();
  }

  return {
    get stand() {
      return stand;
    },
    get step() {
      return step;
    },
    get checks() {
      return listChecks();
    },
    enter,
    async advance() {
      switch (stand.at) {
        case 'busy':
          return false;
        case 'run':
          await run(stand.programs, stand.options);
          return false;
        case 'step':
          await leaveStep();
          return false;
        case 'finish':
          return true;
        case 'outcome':
        case 'more':
          for (const guess of guesses) page.print('', ...renderOutcome(guess, getLayout()));
          guesses = [];
          await show();
          return false;
      }
    },
    close() {
      visit += 1;
    },
    replaceLesson(other) {
      lesson = other;
      scenes = listPlayedBlocks(other);
    },
  };
}

/** The lesson's title, its section of the article, and what stands before the first step; a blank line ends it. */
export function renderOpening(lesson: Lesson, layout: Layout): string[] {
  const { style, language } = layout;
  const title = walkMessages[language].lesson(lesson.number, lesson.title);
  const intro = lesson.intro.length > 0 ? [...renderTokens(lesson.intro, layout), ''] : [];
  const heading = [style.bold(title), style.dim(lesson.article)];
  return [...heading.flatMap((line) => wrapLine(line, layout)), '', ...intro];
}
