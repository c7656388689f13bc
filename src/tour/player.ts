// The player: one lesson in the terminal, with keys that work while programs run.
import { findFiles } from '../play/originals.ts';
import type { Key } from '../terminal/terminal.ts';
import { listIdleKeys, openActions, type PlayerEnd, replay } from './actions.ts';
import { Conversation } from './conversation.ts';
import { type Editing, type Editor, openEditing } from './editor.ts';
import { Examiner } from './examiner.ts';
import { renderLastLine } from './last-line.ts';
import { listTurnFiles } from './lesson-files.ts';
import { LessonText, type LessonTextOptions } from './lesson-text.ts';
import { Programs } from './programs.ts';
import { Rows } from './rows.ts';
import { Saves } from './saves.ts';
import { Steps } from './steps.ts';
import type { OpenLesson } from './tour-context.ts';

/** What a player needs. */
export interface PlayerOptions
  extends Omit<OpenLesson, 'text'>,
    Omit<LessonTextOptions, 'terminal' | 'page' | 'runAddress'> {
  /** The course's `lessons` folder, absolute. */
  lessonsRoot: string;
  /** The step to begin with, from 0. */
  step: number;
  editor: Editor | null;
  /** What the learner is to be told first. */
  notes: readonly string[];
  /** Whether the rows of the tap are shown at first; undefined where each run decides. */
  wire: boolean | undefined;
  /** Whether the bytes of writes and chunks are shown at first. */
  hex: boolean;
  /** Called at each step the learner comes to. */
  onStep(step: number): void;
}

/** How long programs have to tidy up when the tour is abandoned, in ms. */
const GRACE_MS = 500;

/** A lesson being played. */
export class Player {
  /** Settles when the learner has left and nothing runs any more. */
  readonly ended: Promise<PlayerEnd>;
  readonly #options: PlayerOptions;
  readonly #text: LessonText;
  readonly #rows: Rows;
  readonly #programs: Programs;
  readonly #examiner: Examiner;
  readonly #steps: Steps;
  readonly #conversation: Conversation;
  readonly #saves: Saves;
  readonly #editing: Editing;
  readonly #actions: ReturnType<typeof openActions>;
  /** What is said to the key pressed last; often nothing. */
  #remark = '';
  /** Whether the lesson was left: keys that came in the same moment do nothing any more. */
  #isLeft = false;
  #settle: (end: PlayerEnd | Promise<never>) => void = () => {};

  /** Opens a lesson on a clean screen and begins with its step. */
  constructor(options: PlayerOptions) {
    const { terminal, page, directory, editor } = options;
    this.#options = options;
    const text = new LessonText(options);
    this.#text = text;
    this.#rows = new Rows({ ...options, text, onFold: () => this.#drawLast() });
    this.#programs = this.#openPrograms();
    const [rows, programs] = [this.#rows, this.#programs];
    const onChange = () => this.#drawLast();
    this.#examiner = new Examiner({
      ...options,
      text,
      onChange,
      getChecks: () => this.#steps.checks,
      getFailed: () => programs.failed,
    });
    this.#steps = this.#openSteps();
    const [examiner, steps] = [this.#examiner, this.#steps];
    this.#conversation = new Conversation({ text, terminal, programs, onChange });
    this.#editing = openEditing(editor, { directory, terminal, tell: text.tell.bind(text) });
    const parts = { text, terminal, page, rows, programs, examiner, steps };
    this.#actions = openActions({
      ...parts,
      talk: () => this.#conversation.talk(),
      edit: () => this.#editing.open(listTurnFiles(text.lesson, steps.step), text.language),
      leave: (end) => this.#leave(end),
    });
    this.#saves = new Saves({
      ...parts,
      replay: (reason) => {
        this.#remark = '';
        return replay(reason, parts);
      },
    });
    this.ended = this.#play();
  }

  /** Tells that files of the lesson were saved. */
  onSave(files: readonly string[]): void {
    this.#act(() => this.#saves.follow(files));
  }

  /** Leaves at once, as when the terminal is gone. */
  abandon(): void {
    this.#leave('quit');
    setTimeout(() => this.#programs.kill(), GRACE_MS).unref();
  }

  #openPrograms(): Programs {
    const { page, directory, lesson, lessonsRoot, style } = this.#options;
    const text = this.#text;
    return new Programs({
      ...this.#options,
      text,
      rows: this.#rows,
      onChange: () => this.#drawLast(),
      ...findFiles({ course: lesson.directory, copy: directory }),
      clientFile: lesson.files.includes('client.ts') ? 'client.ts' : null,
      async explain(stage, actor) {
        const { explainFailure } = await import('../play/run-notes.ts');
        const around = { stage, language: text.language, lessonsRoot, style };
        return explainFailure(actor, { ...around, currentLesson: lesson.folder });
      },
      draw: (recorder) => {
        const [{ columns: width, ...how }, { origin }] = [text.layout, this.#rows];
        page.print('', ...recorder.render({ width, ...how, form: 'picture', origin }), '');
      },
    });
  }

  #openSteps(): Steps {
    const { workspace, lesson } = this.#options;
    return new Steps({
      ...this.#options,
      text: this.#text,
      programs: this.#programs,
      onStep: (step, next) => {
        this.#examiner.leaveTurn();
        this.#rows.enterStep(next);
        this.#options.onStep(step);
      },
      onFinish: () => this.#leave('finished'),
      onChange: () => this.#drawLast(),
      onKey: (key) => this.#takeKey(key),
      onAside: async (key) => {
        if (key !== null && !this.#isLeft) await this.#actions[key]?.();
        await this.#saves.calm();
      },
      hasPassed(checks) {
        const passed = workspace.readProgress().lessons[lesson.folder]?.checks ?? {};
        return checks.every((id) => passed[id] === 'pass');
      },
    });
  }

  async #play(): Promise<PlayerEnd> {
    const { terminal, page, notes, step } = this.#options;
    const left = new Promise<PlayerEnd>((resolve) => {
      this.#settle = resolve;
    });
    const close = [
      terminal.listen({
        onKey: (key) => this.#takeKey(key),
        onPaste: () => {
          this.#remark = this.#text.say.notPasted;
          this.#drawLast();
        },
      }),
      terminal.onResume(() => page.redraw()),
      terminal.onResize(() => {
        this.#rows.resize();
        this.#drawLast();
      }),
    ];
    page.clean();
    this.#text.tell(...notes);
    this.#act(() => this.#steps.enter(step));
    try {
      return await left;
    } finally {
      this.#saves.close();
      for (const undo of close) undo();
      terminal.leaveQuestion();
      this.#conversation.close();
      page.setLast('');
      this.#programs.spares?.close();
      await Promise.all([this.#programs.stop(), this.#examiner.close(), this.#editing.close()]);
    }
  }

  #takeKey(key: Key): void {
    const action = Object.hasOwn(this.#actions, key) ? this.#actions[key] : undefined;
    this.#remark = action ? '' : this.#text.say.unknownKey(this.#text.say.keyNames[key] ?? key);
    if (action) this.#act(action);
    this.#drawLast();
  }

  /** Does what a key asks for. A Failure is told, and the lesson goes on; anything else ends it, and its opener tells. */
  #act(action: () => unknown): void {
    if (this.#isLeft) return;
    void (async () => action())().catch((error) => {
      if (!this.#text.tellFailure(error)) this.#leave(Promise.reject(error));
    });
  }

  #leave(end: PlayerEnd | Promise<never>): void {
    this.#isLeft = true;
    this.#steps.close();
    this.#settle(end);
  }

  #drawLast(): void {
    const said = this.#conversation.describe(this.#options.terminal.columns - 1);
    const [text, examiner, steps] = [this.#text, this.#examiner, this.#steps];
    const [programs, remark, { folded }] = [this.#programs, this.#remark, this.#rows];
    const idleKeys = listIdleKeys({ text, programs, examiner, steps });
    const { stand, position } = steps;
    const now = { stand, programs, examining: examiner.status, remark, idleKeys, folded, position };
    this.#options.page.setLast(said ?? renderLastLine(now, text.layout));
  }
}
