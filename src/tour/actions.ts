// What each key does in a lesson.
import type { Key, Terminal } from '../terminal/terminal.ts';
import { findTurnAhead } from './block-programs.ts';
import type { Examiner } from './examiner.ts';
import { renderKeys } from './last-line.ts';
import { findPrograms } from './lesson-files.ts';
import type { LessonText } from './lesson-text.ts';
import type { Page } from './page.ts';
import type { Programs } from './programs.ts';
import type { Rows } from './rows.ts';
import type { Steps } from './steps.ts';

/** How the learner left a lesson. */
export type PlayerEnd = 'finished' | 'before' | 'lessons' | 'quit';

/** What the keys act on. */
export interface ActionsOptions {
  text: LessonText;
  terminal: Pick<Terminal, 'suspend'>;
  page: Pick<Page, 'print' | 'clean'>;
  rows: Pick<Rows, 'switchWire' | 'hex' | 'refresh'>;
  programs: Pick<
    Programs,
    | 'isEmpty'
    | 'expect'
    | 'replay'
    | 'running'
    | 'isBusy'
    | 'stop'
    | 'kill'
    | 'explainNow'
    | 'hasStates'
  >;
  examiner: Pick<
    Examiner,
    | 'status'
    | 'hasFailed'
    | 'check'
    | 'prepare'
    | 'show'
    | 'hint'
    | 'solution'
    | 'others'
    | 'callOff'
  >;
  steps: Pick<Steps, 'step' | 'goBack' | 'advance' | 'translate'>;
  talk(): Promise<void>;
  edit(): Promise<void>;
  /** Leaves the lesson. */
  leave(end: PlayerEnd): void;
}

/** What decides whether keys have something to do. */
interface KeySurroundings {
  text: Pick<LessonText, 'lesson'>;
  programs: Pick<Programs, 'hasUnexplained' | 'address'>;
  examiner: Pick<Examiner, 'hasFailed'>;
  steps: Pick<Steps, 'step'>;
}

/** What each key does. */
export function openActions(options: ActionsOptions): Readonly<Record<Key, () => unknown>> {
  const { text, terminal, page, rows, programs, examiner, steps, talk, edit, leave } = options;
  const showWhether = (isShown: boolean, on: string, off: string) => {
    text.tell(text.style.dim(isShown ? on : off));
  };
  return {
    // Where something is being checked, that is called off first.
    enter: () => (examiner.status !== null ? examiner.callOff() : steps.advance()),
    b: () => steps.goBack(),
    r: () => replay(text.say.again, options),
    e: edit,
    t: talk,
    w() {
      const wire = rows.switchWire();
      const { say } = text;
      showWhether(wire === true, say.wireOn, wire === false ? say.wireOff : say.wireChosen);
    },
    x() {
      rows.hex = !rows.hex;
      showWhether(rows.hex, text.say.hexOn, text.say.hexOff);
    },
    k() {
      programs.hasStates = !programs.hasStates;
      showWhether(programs.hasStates, text.say.statesOn, text.say.statesOff);
    },
    B: () => (text.lesson.number > 1 ? leave('before') : text.tell(text.say.firstLesson)),
    l: () => leave('lessons'),
    L() {
      text.translate();
      rows.refresh();
      return steps.translate();
    },
    '?': () => page.print('', ...renderKeys(text.layout), ''),
    c: () => examiner.check().then(() => examiner.prepare()),
    v: () => examiner.show(),
    // Who asks what an error means hasn't asked for a hint yet.
    h: async () => {
      if (await programs.explainNow()) return;
      const turn = findHintsTurn(options);
      if (turn === null) await examiner.hint();
      else text.tell(text.say.hintsLater(turn + 1));
    },
    s: () => examiner.solution(),
    o: () => examiner.others(),
    q: () => leave('quit'),
    'ctrl-c': openInterrupt(options),
    ...(process.platform !== 'win32' && { 'ctrl-z': () => terminal.suspend() }),
  };
}

/** The keys that have nothing to do now, and would only say so. */
export function listIdleKeys(around: KeySurroundings): ReadonlySet<Key> {
  const { programs, examiner } = around;
  const isHintAhead = !programs.hasUnexplained && findHintsTurn(around) !== null;
  return new Set([
    ...(isHintAhead ? ['h'] : []),
    ...(examiner.hasFailed ? [] : ['v']),
    ...(programs.address === null ? ['t'] : []),
  ]);
}

/**
 * The step of the turn that hints wait for, from 0: before it they tell of what the text hasn't come to. Null where none
 * is ahead, or where the code was checked already.
 */
function findHintsTurn({ text, examiner, steps }: Omit<KeySurroundings, 'programs'>) {
  return examiner.hasFailed ? null : findTurnAhead(text.lesson, steps.step);
}

/** Runs again on a clean screen what was on last, or the lesson's own programs; tells why. */
export async function replay(
  reason: string,
  { text, programs, page }: Pick<ActionsOptions, 'text' | 'programs' | 'page'>,
): Promise<void> {
  if (programs.isEmpty) programs.expect(findPrograms(text.lesson), {});
  await programs.replay(() => {
    page.clean();
    page.print(text.style.dim(reason));
  });
}

/** What Ctrl-C does: it calls off, or stops what runs, or leaves where nothing does, or where stopping takes too long. */
function openInterrupt(options: ActionsOptions): () => Promise<void> {
  const { text, examiner, programs, leave } = options;
  let isStopping = false;
  return async () => {
    if (examiner.status !== null && !isStopping) {
      await examiner.callOff();
      return;
    }
    if (isStopping || (programs.running.length === 0 && !programs.isBusy)) {
      programs.kill();
      leave('quit');
      return;
    }
    isStopping = true;
    await programs.stop('SIGINT');
    isStopping = false;
    text.tell(text.say.stopped);
  };
}
