// The parts of a lesson in the terminal: its rows, its programs, its checks and its steps.
import { locateProgram } from '../course/run-blocks.ts';
import type { RunAddress } from '../play/run-address.ts';
import { openSpares } from '../stage/spares/spares.ts';
import type { Stage } from '../stage/stage.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Language } from '../text/language.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Examiner, openExaminer } from './examiner.ts';
import type { LessonText } from './lesson-text.ts';
import type { Page } from './page.ts';
import { openPrograms, type Programs } from './programs.ts';
import { openRows, type Rows } from './rows.ts';
import type { StepsOptions } from './step-effects.ts';
import { openSteps, type Steps } from './steps.ts';

/** What a lesson in the terminal consists of. */
export interface Parts {
  readonly rows: Rows;
  readonly programs: Programs;
  readonly examiner: Examiner;
  readonly steps: Steps;
  /** Stops what runs; settles when nothing runs any more. */
  close(): Promise<void>;
}

/** What the parts of a lesson need. */
export interface PartsOptions {
  text: LessonText;
  terminal: Terminal;
  page: Page;
  /** The learner's copy, absolute. */
  directory: string;
  /** Where the learner's file names start from, absolute. */
  cwd: string;
  workspace: Workspace;
  /** Where the lesson's programs meet. */
  place: RunAddress;
  /** Whether processes wait for programs that may be started next. */
  hasSpares: boolean;
  /** Why an actor's program failed, in plain words. */
  explain(stage: Stage, actor: string, language: Language): Promise<string[]>;
  /** Whether the rows of the tap are shown at first. */
  wire: boolean;
  /** Whether the bytes of writes and chunks are shown at first. */
  hex: boolean;
  /** Called at each step the learner comes to. */
  onStep(step: number): void;
}

/** What the parts of a lesson tell whoever holds them together. */
type PartsListener = Pick<StepsOptions, 'onChange' | 'onFinish' | 'onKey' | 'onAside'>;

/** Opens what plays, examines and steps through the lesson. */
export function openParts(options: PartsOptions, listener: PartsListener): Parts {
  const { text, terminal, page, directory, workspace, hasSpares, wire, hex } = options;
  const { getLayout, lesson, language, style } = text;
  const { onChange } = listener;
  const spares = hasSpares ? openSpares() : undefined;
  const rows = openRows({ page, style, language, columns: terminal.columns, wire, hex });
  const programs: Programs = openPrograms({
    scene: rows,
    spares,
    directory,
    place: options.place,
    tell: text.tell,
    onChange,
    locate: (program) => locateProgram(program, text.lesson.directory, directory),
    clientFile: lesson.files.includes('client.ts') ? 'client.ts' : null,
    getLanguage: () => text.language,
    explain: (stage, actor) => options.explain(stage, actor, text.language),
    draw(recorder) {
      const { columns: width, ...how } = getLayout();
      const { origin } = rows;
      page.print('', ...recorder.render({ width, ...how, form: 'picture', origin }), '');
    },
  });
  const examiner = openExaminer({
    lesson,
    workspace,
    directory,
    hasSpares,
    terminal,
    page,
    getLayout,
    onChange,
    getChecks: () => steps.checks,
    getFailed: () => programs.failed,
  });
  const steps = openSteps({
    lesson,
    directory,
    cwd: options.cwd,
    terminal,
    page,
    performance: programs,
    getLayout,
    ...listener,
    onStep: options.onStep,
    hasPassed(checks) {
      const passed = workspace.readProgress().lessons[lesson.folder]?.checks ?? {};
      return checks.every((id) => passed[id] === 'pass');
    },
  });
  async function close(): Promise<void> {
    spares?.close();
    await Promise.all([programs.stop(), examiner.close()]);
  }
  return { rows, programs, examiner, steps, close };
}
