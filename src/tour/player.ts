// The player: one lesson in the terminal, with keys that work while programs run.
import type { Lesson } from '../course/block.ts';
import { locateProgram } from '../course/run-blocks.ts';
import type { RunAddress } from '../play/run-address.ts';
import { openSaveBurst } from '../play/save-burst.ts';
import { renderProgress } from '../screen/progress.ts';
import type { Style } from '../screen/style.ts';
import { openSpares } from '../stage/spares/spares.ts';
import type { Stage } from '../stage/stage.ts';
import type { Key, Terminal } from '../terminal/terminal.ts';
import type { Language } from '../text/language.ts';
import { checkMessages } from '../text/messages/check.ts';
import { walkMessages } from '../text/messages/walk.ts';
import { measureWidth } from '../text/width.ts';
import { wrapText } from '../text/wrap.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Layout } from './blocks.ts';
import { type Conversation, openConversation } from './conversation.ts';
import { type Editor, openEditing } from './editor.ts';
import { describeEnter } from './enter.ts';
import { openExaminer } from './examiner.ts';
import { renderKeys } from './key-list.ts';
import { openKeyboard } from './keyboard.ts';
import { composeLastLine } from './last-line.ts';
import { findPrograms, listTurnFiles } from './lesson-files.ts';
import type { Page } from './page.ts';
import { openPrograms } from './programs.ts';
import { openRows } from './rows.ts';
import { openSteps } from './steps.ts';

/** How the learner left a lesson. */
export type PlayerEnd = 'finished' | 'lessons' | 'quit';

/** What a player needs. */
export interface PlayerOptions {
  terminal: Terminal;
  page: Page;
  style: Style;
  language: Language;
  lesson: Lesson;
  /** The learner's copy, absolute. */
  directory: string;
  /** Where the learner's file names start from, absolute. */
  cwd: string;
  workspace: Workspace;
  /** The step to begin with, from 0. */
  step: number;
  /** Where the lesson's programs meet. */
  place: RunAddress;
  editor: Editor | null;
  /** Whether processes wait for programs that may be started next. */
  hasSpares: boolean;
  /** Why an actor's program failed, in plain words. */
  explain(stage: Stage, actor: string, language: Language): Promise<string[]>;
  /** Whether the rows of the tap are shown at first. */
  wire: boolean;
  /** Whether the bytes of writes and chunks are shown at first. */
  hex: boolean;
  /** What the learner is to be told first. */
  notes: readonly string[];
  /** Called at each step the learner comes to. */
  onStep(step: number): void;
  /** Called when the learner asks for the other language; returns the lesson in it. */
  onTranslate(language: Language): Lesson;
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
  const { terminal, page, style, directory } = options;
  let { lesson, language } = options;
  let conversation: Conversation | null = null;
  let isStopping = false;
  let isOver = false;
  /** Settles when all saves so far are followed. */
  let following: Promise<unknown> = Promise.resolve();
  const burst = openSaveBurst();
  const saved = new Set<string>();
  let leave: (end: PlayerEnd) => void = () => {};
  let fail: (error: unknown) => void = () => {};

  const say = () => walkMessages[language];
  const getLayout = (): Layout => ({ columns: terminal.columns, style, language });
  const tell = (...notes: readonly string[]) => {
    for (const note of notes) page.print(...wrapText(note, Math.min(terminal.columns, 88)));
  };

  const spares = options.hasSpares ? openSpares() : undefined;
  const { wire, hex } = options;
  const scene = openRows({ page, style, language, columns: terminal.columns, wire, hex });
  const performance = openPrograms({
    scene,
    spares,
    directory,
    locate: (program) => locateProgram(program, lesson.directory, directory),
    clientFile: lesson.files.includes('client.ts') ? 'client.ts' : null,
    place: options.place,
    getLanguage: () => language,
    explain: (stage, actor) => options.explain(stage, actor, language),
    tell,
    draw: (gathering) => {
      const { columns: width } = terminal;
      const { origin } = scene;
      page.print('', ...gathering.render({ width, style, language, form: 'picture', origin }), '');
    },
    onChange: drawLast,
  });
  const examiner = openExaminer({
    lesson,
    workspace: options.workspace,
    directory,
    hasSpares: options.hasSpares,
    terminal,
    page,
    getLayout,
    getChecks: () => reading.checks,
    getFailed: () => performance.failed,
    onChange: drawLast,
  });
  const reading = openSteps({
    lesson,
    directory,
    cwd: options.cwd,
    terminal,
    page,
    performance,
    getLayout,
    onStep: options.onStep,
    onFinish: () => leave('finished'),
    onChange: drawLast,
    onKey: (key) => keyboard.onKey(key),
    hasPassed(checks) {
      const passed = options.workspace.readProgress().lessons[lesson.folder]?.checks ?? {};
      return checks.every((id) => passed[id] === 'pass');
    },
    onAside: followAside,
  });

  function drawLast(): void {
    if (conversation) {
      page.setLast(conversation.describe(terminal.columns - 1));
      return;
    }
    const enter = performance.isBusy
      ? describeBusy()
      : examiner.status === null
        ? describeEnter(reading.stand, language)
        : describeExamining(examiner.status);
    const place = `${reading.step + 1}/${lesson.steps.length}`;
    const notStarted = performance.hasFailedStart ? say().notStarted : '';
    const line = {
      enter,
      remark: keyboard.remark || notStarted,
      place,
      running: performance.running,
    };
    page.setLast(composeLastLine(line, { columns: terminal.columns, style, language }));
  }

  /** What is being checked, as far as there is room beside what Enter does. */
  function describeExamining(status: string): string {
    const { checkingNow, entersCallOff } = checkMessages[language];
    const whole = entersCallOff(status);
    return measureWidth(whole) < terminal.columns ? whole : entersCallOff(checkingNow);
  }

  function describeBusy(): string {
    const { progress } = performance;
    if (progress === null) return say().enter.busy;
    return renderProgress(progress.done, progress.all, Math.floor(terminal.columns / 2), style);
  }

  async function replay(reason: string): Promise<void> {
    if (performance.isEmpty) performance.expect(findPrograms(lesson), {});
    await performance.replay(() => {
      page.clean();
      page.print(style.dim(reason));
    });
  }

  /** A save runs the programs again; in the learner's turn the checks come after them. */
  async function followSave(files: readonly string[]): Promise<void> {
    for (const file of files) saved.add(file);
    await Promise.all([examiner.stop(), burst.note()]);
    // Of those who wait for the same burst, one tells of all its files.
    if (isOver || saved.size === 0) return;
    const all = [...saved].sort();
    saved.clear();
    // A question makes way, since what it hides is what was asked for by saving.
    terminal.leaveQuestion();
    performance.expectOwn();
    keyboard.dropRemark();
    await replay(say().saved(all.join(', ')));
    if (!reading.checks) return;
    await performance.calm();
    await examiner.check();
  }

  /** Follows a key or a save for which a question made way; settles when there is nothing more to look at. */
  async function followAside(key: Key | null): Promise<void> {
    if (key !== null) await actions[key]?.();
    do {
      await following;
      await performance.started();
      await performance.calm();
    } while (performance.isBusy && !isOver);
  }

  /** Goes on; where something is being checked, that is called off first. */
  async function advance(): Promise<void> {
    if (examiner.status !== null) await examiner.callOff();
    else await reading.advance();
  }

  async function interrupt(): Promise<void> {
    if (examiner.status !== null && !isStopping) {
      await examiner.callOff();
      return;
    }
    if (isStopping || (performance.running.length === 0 && !performance.isBusy)) {
      performance.kill();
      leave('quit');
      return;
    }
    isStopping = true;
    await performance.stop();
    isStopping = false;
    tell(say().stopped);
  }

  async function talk(): Promise<void> {
    const { address } = performance;
    if (address === null) {
      tell(say().talkNoServer);
      return;
    }
    const giveBack = terminal.talk({
      onKey(key) {
        conversation?.take(key);
        drawLast();
      },
      onPaste(text) {
        conversation?.paste(text);
        drawLast();
      },
    });
    if (!giveBack) return;
    tell(say().talkOpen(address));
    conversation = openConversation({ stage: performance.stage, address, language, tell });
    drawLast();
    try {
      await conversation.ended;
    } finally {
      conversation = null;
      giveBack();
      drawLast();
    }
  }

  function translate(): Promise<void> {
    language = language === 'en' ? 'zh' : 'en';
    lesson = options.onTranslate(language);
    scene.setLanguage(language);
    return reading.translate(lesson);
  }

  const editing = openEditing(options.editor, { directory, terminal, tell });
  const edit = () => editing(listTurnFiles(lesson, reading.step), language);

  function toggleWire(): void {
    scene.wire = !scene.wire;
    tell(style.dim(scene.wire ? say().wireOn : say().wireOff));
  }

  function toggleHex(): void {
    scene.hex = !scene.hex;
    tell(style.dim(scene.hex ? say().hexOn : say().hexOff));
  }

  const actions: Record<Key, () => unknown> = {
    enter: advance,
    b: reading.goBack,
    r: () => replay(say().again),
    e: edit,
    t: talk,
    w: toggleWire,
    x: toggleHex,
    l: () => leave('lessons'),
    L: translate,
    '?': () => page.print('', ...renderKeys(getLayout()), ''),
    c: examiner.check,
    h: examiner.hint,
    s: examiner.solution,
    q: () => leave('quit'),
    'ctrl-c': interrupt,
    ...(process.platform !== 'win32' && { 'ctrl-z': terminal.suspend }),
  };

  /** Does what a key asks for; what goes wrong ends the lesson, and is told by whoever opened it. */
  function act(action: () => unknown): void {
    void (async () => action())().catch((error) => fail(error));
  }

  const keyboard = openKeyboard({
    actions,
    getLanguage: () => language,
    act,
    onChange: drawLast,
  });
  const left = new Promise<PlayerEnd>((resolve, reject) => {
    leave = resolve;
    fail = reject;
  });
  const close = [
    terminal.listen(keyboard),
    terminal.onResume(page.redraw),
    terminal.onResize(() => {
      scene.resize(terminal.columns);
      drawLast();
    }),
  ];

  async function end(): Promise<PlayerEnd> {
    try {
      return await left;
    } finally {
      isOver = true;
      reading.close();
      for (const undo of close) undo();
      terminal.leaveQuestion();
      conversation?.close();
      page.setLast('');
      spares?.close();
      await Promise.all([performance.stop(), examiner.stop()]);
    }
  }

  page.clean();
  tell(...options.notes);
  act(() => reading.enter(options.step));

  return {
    ended: end(),
    onSave(files) {
      const followed = followSave(files);
      following = Promise.allSettled([following, followed]);
      act(() => followed);
    },
    abandon() {
      leave('quit');
      setTimeout(performance.kill, GRACE_MS).unref();
    },
  };
}
