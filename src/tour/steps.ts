// The steps: keeps where the learner stands, and does what follows: prints, asks, and has programs run.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { listPlayedBlocks } from '../course/run-blocks.ts';
import {
  renderBlock,
  renderOpening,
  renderQuestion,
  renderTitle,
  wrapLine,
} from '../play/blocks.ts';
import { isServer } from '../stage/run-state.ts';
import type { Key } from '../terminal/terminal.ts';
import { type Course, findNextOptions, listTurnChecks, type Plan } from './block-programs.ts';
import { sortFiles } from './lesson-files.ts';
import type { LessonText } from './lesson-text.ts';
import { stepStanding } from './next-standing.ts';
import type { Page } from './page.ts';
import { askGuess, renderOutcome } from './prediction.ts';
import type { Programs } from './programs.ts';
import {
  type AwaitedEffect,
  beginStanding,
  type ImmediateEffect,
  type Stand,
  type Standing,
  type StandingEvent,
} from './standing.ts';
import type { OpenLesson } from './tour-context.ts';

/** What the steps need of the world. */
export interface StepsOptions extends Pick<OpenLesson, 'directory' | 'cwd'> {
  text: Pick<LessonText, 'lesson' | 'layout' | 'say' | 'style'>;
  terminal: Pick<OpenLesson['terminal'], 'select' | 'confirm' | 'leaveQuestion'>;
  page: Pick<Page, 'print'>;
  programs: Pick<Programs, 'hasServer' | 'expect' | 'prepare' | 'play' | 'calm'>;
  /** Called at each step the learner comes to, with how the next programs are run, if any are. */
  onStep(step: number, next: Plan['options'] | null): void;
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

/** A lesson being read; nothing is printed at first. */
export class Steps {
  readonly #options: StepsOptions;
  #state: Standing;

  constructor(options: StepsOptions) {
    this.#options = options;
    this.#state = beginStanding(this.#openCourse());
  }

  get stand(): Stand {
    return this.#state.stand;
  }

  /** The step shown, from 0. */
  get step(): number {
    return this.#state.step;
  }

  /** Where that is, such as `3/7`. */
  get position(): string {
    return `${this.step + 1}/${this.#options.text.lesson.steps.length}`;
  }

  /** The ids of the checks that tell of the step shown; undefined where it is not the learner's turn. */
  get checks(): readonly string[] | undefined {
    return listTurnChecks(this.#state.course.lesson, this.step);
  }

  /** Prints a step, from 0, from its title on. */
  enter(step: number): Promise<void> {
    return this.#take({ kind: 'go', step });
  }

  /** The step before, or the first one again. */
  goBack(): Promise<void> {
    return this.#take({ kind: 'back' });
  }

  /** Does what Enter does here. */
  advance(): Promise<void> {
    return this.#take({ kind: 'enter' });
  }

  /** Prints the step again, of the text's lesson in another language. */
  translate(): Promise<void> {
    return this.#take({ kind: 'translate', course: this.#openCourse() });
  }

  /** Goes no further; a question that is open is not asked again. */
  close(): void {
    void this.#take({ kind: 'close' });
  }

  #openCourse(): Course {
    const { lesson } = this.#options.text;
    return { lesson, played: listPlayedBlocks(lesson) };
  }

  /** Settles when all that follows is done. What is printed is printed at once. */
  async #take(event: StandingEvent): Promise<void> {
    const { hasServer } = this.#options.programs;
    const { state, effects } = stepStanding(this.#state, event, { hasServer });
    this.#state = state;
    this.#options.onChange();
    const handle = async (effect: (typeof effects)[number]) => {
      if ('visit' in effect) await this.#take(await this.#follow(effect));
      else this.#doAtOnce(effect);
    };
    await Promise.all(effects.map(handle));
  }

  #doAtOnce(effect: ImmediateEffect): void {
    const { text, page, programs, onKey, onFinish } = this.#options;
    switch (effect.kind) {
      case 'title':
        this.#begin(effect.step);
        break;
      case 'block':
        page.print('', ...renderBlock(effect.block, text.layout));
        break;
      case 'turn':
        page.print(...this.#renderTurn(effect.plan));
        programs.expect(effect.plan.programs, effect.plan.options);
        programs.prepare(effect.plan.programs, true);
        break;
      case 'tellSolution': {
        const note = text.style.dim(text.say.solutionRuns(text.say.saveRunsOwn));
        page.print(...wrapLine(note, text.layout), '');
        break;
      }
      case 'prepare':
        programs.prepare(effect.programs);
        break;
      case 'question':
        page.print('', ...renderQuestion(effect.block, text.layout));
        break;
      case 'outcome':
        page.print('', ...renderOutcome(effect.guess, text.layout));
        break;
      case 'key':
        onKey(effect.key);
        break;
      case 'finish':
        onFinish();
        break;
    }
  }

  /** Does what takes a while; resolves to what came of it. */
  async #follow(effect: AwaitedEffect): Promise<StandingEvent> {
    const { text, page, programs, terminal, onAside } = this.#options;
    const { kind, visit } = effect;
    switch (kind) {
      case 'ask': {
        const answer = await askGuess(effect.block, terminal, text.layout);
        page.print('');
        return { kind: 'answer', visit, answer };
      }
      case 'aside':
        await onAside(effect.key);
        return { kind: 'asideOver', visit };
      case 'play':
        await programs.play(effect.plan.programs, effect.plan.options);
        await programs.calm();
        return { kind: 'rest', visit };
      case 'leave':
        return { kind: 'leave', visit, goesOn: await this.#mayLeave(effect.checks) };
    }
  }

  #begin(step: number): void {
    const { text, terminal, page, onStep } = this.#options;
    const { lesson, layout } = text;
    const shown = lesson.steps[step];
    terminal.leaveQuestion();
    onStep(step, findNextOptions(this.#state.course, step));
    if (!shown) return;
    if (step === 0) page.print('', ...renderOpening(lesson, layout));
    page.print('', ...renderTitle(shown, step + 1, lesson.steps.length, layout));
  }

  /** Where the learner's files are, what a save does, and which keys help. */
  #renderTurn({ programs }: Plan): string[] {
    const { text, directory, cwd } = this.#options;
    const { say, style } = text;
    const links = sortFiles(text.lesson).map((file) => {
      const full = path.join(directory, file);
      return `  ${style.link(path.relative(cwd, full), pathToFileURL(full).href)}`;
    });
    const isServed = programs.some(({ actor }) => isServer(actor));
    const notes = [say.saveReruns, ...(isServed ? [say.turnTalk] : [])];
    const told = notes.flatMap((note) => wrapLine(note, text.layout));
    return [style.dim(say.yourFiles), ...links, '', ...told, ''];
  }

  /** Whether the learner goes on: behind a turn stands its solution, and Enter is soon pressed. */
  async #mayLeave(checks: readonly string[] | undefined): Promise<boolean> {
    const { text, page, terminal, hasPassed } = this.#options;
    if (!checks || hasPassed(checks)) return true;
    page.print('', ...wrapLine(text.say.turnOpen, text.layout), '');
    return (await terminal.confirm(text.say.goOn, false, { answers: text.say.answers() })) === true;
  }
}
