// The player: one lesson in the terminal, with keys that work while programs run.
import { openActions, type PlayerEnd, replay } from './actions.ts';
import { type Editor, openEditing } from './editor.ts';
import { type Keyboard, openKeyboard } from './keyboard.ts';
import { renderLastLine } from './last-line.ts';
import { listTurnFiles } from './lesson-files.ts';
import { openParts, type Parts, type PartsOptions } from './lesson-parts.ts';
import { type LessonText, type LessonTextOptions, openLessonText } from './lesson-text.ts';
import { openSaves } from './saves.ts';
import { openTalking } from './talking.ts';

/** What a player needs. */
export interface PlayerOptions
  extends Omit<PartsOptions, 'text'>,
    Omit<LessonTextOptions, 'terminal' | 'page'> {
  /** The step to begin with, from 0. */
  step: number;
  editor: Editor | null;
  /** What the learner is to be told first. */
  notes: readonly string[];
}

/** A lesson being played. */
export interface Player {
  /** Settles when the learner has left and nothing runs any more. */
  readonly ended: Promise<PlayerEnd>;
  /** Tells that files of the lesson were saved. */
  onSave(files: readonly string[]): void;
  /** Leaves at once, as when the terminal is gone. */
  abandon(): void;
}

/** How long programs have to tidy up when the tour is abandoned, in ms. */
const GRACE_MS = 500;

/** Opens a lesson on a clean screen and begins with its step. */
export function openPlayer(options: PlayerOptions): Player {
  const { terminal, page, directory } = options;
  const exit = openExit(() => steps.close());
  const { left, leave, act } = exit;
  const text = openLessonText(options);
  const parts = openParts(
    { ...options, text },
    {
      onChange: drawLast,
      onFinish: () => leave('finished'),
      onKey: (key) => keyboard.onKey(key),
      async onAside(key) {
        if (key !== null && !exit.isTaken) await actions[key]?.();
        await saves.calm();
      },
    },
  );
  const { rows, programs, steps } = parts;
  const talking = openTalking({ text, terminal, programs, onChange: drawLast });
  const editing = openEditing(options.editor, { directory, terminal, tell: text.tell });
  const actions = openActions({
    ...parts,
    text,
    terminal,
    page,
    talk: talking.talk,
    edit: () => editing(listTurnFiles(text.lesson, steps.step), text.language),
    leave,
  });
  const getLanguage = () => text.language;
  const keyboard = openKeyboard({ actions, getLanguage, act, onChange: drawLast });
  const saves = openSaves({
    ...parts,
    text,
    terminal,
    replay: (reason) => replay(reason, { text, programs, page }),
    onReplay: keyboard.dropRemark,
  });

  function drawLast(): void {
    const said = talking.describe(terminal.columns - 1);
    page.setLast(said ?? describeWalk(parts, text, keyboard));
  }

  const close = [
    terminal.listen(keyboard),
    terminal.onResume(page.redraw),
    terminal.onResize(() => {
      rows.resize(terminal.columns);
      drawLast();
    }),
  ];

  async function end(): Promise<PlayerEnd> {
    try {
      return await left;
    } finally {
      saves.close();
      for (const undo of close) undo();
      terminal.leaveQuestion();
      talking.close();
      page.setLast('');
      await parts.close();
    }
  }

  page.clean();
  text.tell(...options.notes);
  act(() => steps.enter(options.step));

  return {
    ended: end(),
    onSave: (files) => act(() => saves.follow(files)),
    abandon() {
      leave('quit');
      setTimeout(programs.kill, GRACE_MS).unref();
    },
  };
}

/** How a lesson is left. */
interface Exit {
  /** Settles when the learner leaves, or with what went wrong. */
  readonly left: Promise<PlayerEnd>;
  leave(end: PlayerEnd): void;
  /** Whether the lesson was left: keys that came in the same moment do nothing any more. */
  readonly isTaken: boolean;
  /** Does what a key asks for; what goes wrong ends the lesson, and is told by whoever opened it. */
  act(action: () => unknown): void;
}

/** Opens the exit of a lesson; `onTaken` is called at once when the lesson is left. */
function openExit(onTaken: () => void): Exit {
  let isTaken = false;
  let settle: { resolve(end: PlayerEnd): void; reject(error: unknown): void };
  const left = new Promise<PlayerEnd>((resolve, reject) => {
    settle = { resolve, reject };
  });
  const take = (finish: () => void) => {
    isTaken = true;
    onTaken();
    finish();
  };
  return {
    left,
    get isTaken() {
      return isTaken;
    },
    leave: (end) => take(() => settle.resolve(end)),
    act(action) {
      if (isTaken) return;
      void (async () => action())().catch((error) => take(() => settle.reject(error)));
    },
  };
}

/** The last line while nobody talks. */
function describeWalk(
  { steps, programs, examiner }: Parts,
  { lesson, getLayout }: LessonText,
  { remark }: Keyboard,
): string {
  const { stand, step } = steps;
  const place = `${step + 1}/${lesson.steps.length}`;
  return renderLastLine(
    { stand, programs, examining: examiner.status, remark, place },
    getLayout(),
  );
}
