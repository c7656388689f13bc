// The tour in a terminal: from lesson to lesson, with the menu between them.
import type { ReadStream, WriteStream } from 'node:tty';
import { findLessons, requireLesson } from '../course/folders.ts';
import { readCheckIds, readHeading } from '../course/heading.ts';
import { readLesson } from '../course/lesson.ts';
import { openInterrupts } from '../play/interrupts.ts';
import { findCurrent, openLearnersWorkspace } from '../play/learners-workspace.ts';
import { type LessonCopy, openLessonCopy } from '../play/lesson-copy.ts';
import { openRunAddress, type RunAddress } from '../play/run-address.ts';
import { Terminal } from '../terminal/terminal.ts';
import { Failure } from '../text/failure.ts';
import { spellCommand } from '../text/invocation.ts';
import type { Bilingual, Language } from '../text/language.ts';
import { walkMessages } from '../text/messages/walk.ts';
import { wrapText } from '../text/wrap.ts';
import { findStage, lessonProgress } from '../workspace/progress.ts';
import { goOnUnkept } from '../workspace/unkept-progress.ts';
import { watchFolder } from '../workspace/watch.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { PlayerEnd } from './actions.ts';
import { findEditor } from './editor.ts';
import { finishLesson } from './finish.ts';
import { askLesson } from './menu.ts';
import { Page } from './page.ts';
import { Player } from './player.ts';
import type { TourContext, TourOptions } from './tour-context.ts';

/** Walks from lesson to lesson in the terminal, beginning with `name` or the menu; resolves to the exit code. */
export async function walk(
  context: TourContext,
  options: TourOptions,
  name: string | undefined,
): Promise<number> {
  const folders = findLessons(context.lessonsRoot);
  const first = name === undefined ? null : requireLesson(name, folders);
  const terminal = openTerminal(context);
  let { language } = context;
  let player: Player | null = null;
  let isOver = false;
  const page = new Page({
    terminal,
    hasEscapes: context.hasColour,
    describeLeftOut: (lines) => walkMessages[language].leftOut(lines),
    describeFlood: () => walkMessages[language].flood,
  });
  const print = openPrinter(page, terminal);
  const tell = (text: Bilingual) => print(text[language], '');
  const workspace = goOnUnkept(openLearnersWorkspace(context), tell);
  const abandon = () => {
    isOver = true;
    player?.abandon();
    terminal.leaveQuestion();
  };
  terminal.onLend((isLent) => (isLent ? page.hold() : page.release()));
  const interrupts = openInterrupts(abandon, () => !terminal.hasReader);
  interrupts.signal.addEventListener('abort', abandon);
  terminal.onEnd(abandon);

  async function open(lesson: string): Promise<PlayerEnd> {
    const copy = openLessonCopy({ ...context, language }, lesson, workspace);
    const runAddress = await openRunAddress({ ...context, port: options.port });
    const here = { context, options, terminal, page, copy, language, runAddress };
    const opened = openLesson(here, (other) => {
      language = other;
    });
    player = opened;
    // It was asked to leave while the lesson was being opened, and there was no player to tell.
    if (isOver) opened.abandon();
    const watch = watchFolder(copy.directory, (files) => opened.onSave(files));
    try {
      const end = await opened.ended;
      if (end === 'finished') print('', ...finishLesson(copy, folders, language), '');
      return end;
    } finally {
      player = null;
      watch.close();
      runAddress.close();
    }
  }

  async function goOn(): Promise<void> {
    let lesson = first;
    if (lesson === null) welcome(terminal, language);
    while (!isOver) {
      const choice = lesson ?? (await chooseLesson(context, workspace, terminal, language));
      lesson = null;
      if (choice === 'leave') return;
      if (choice === 'language') language = saveLanguage(workspace, OTHER[language]);
      else {
        const end = await orList(open(choice), choice === first, tell);
        if (end === 'quit') return;
        if (end === 'before') lesson = folders[folders.indexOf(choice) - 1] ?? choice;
      }
    }
  }

  try {
    await goOn();
    // Nothing runs any more, so nothing can wash the goodbye away.
    page.begin();
    print(walkMessages[language].goodbye(spellCommand()));
  } finally {
    page.close();
    terminal.close();
    interrupts.close();
  }
  return interrupts.exitCode ?? 0;
}

function welcome(terminal: Terminal, language: Language): void {
  const lines = wrapText(walkMessages[language].welcome, terminal.columns);
  terminal.write(`${lines.join('\n')}\n\n`);
}

function openTerminal(context: TourContext): Terminal {
  const [input, output] = [process.stdin as ReadStream, process.stdout as WriteStream];
  return new Terminal({ ...context, input, output });
}

/** How a lesson ended; one that can't be opened is told of and leads back to the list, unless it was asked for by name. */
async function orList(
  opened: Promise<PlayerEnd>,
  isAskedFor: boolean,
  tell: (text: Bilingual) => void,
): Promise<PlayerEnd> {
  try {
    return await opened;
  } catch (error) {
    if (!(error instanceof Failure) || isAskedFor) throw error;
    tell(error.text);
    return 'lessons';
  }
}

function openPrinter(page: Page, terminal: Terminal) {
  return (...texts: readonly string[]) => {
    const lines = texts.flatMap((text) => text.split('\n'));
    page.print(...lines.flatMap((line) => wrapText(line, terminal.columns)));
  };
}

const OTHER: Record<Language, Language> = { en: 'zh', zh: 'en' };

/** What a lesson is opened with. */
interface Here {
  context: TourContext;
  options: TourOptions;
  terminal: Terminal;
  page: Page;
  copy: LessonCopy;
  language: Language;
  runAddress: RunAddress;
}

/** Opens the player of a lesson, which keeps the learner's progress. */
function openLesson(
  { context, options, copy, runAddress, ...here }: Here,
  onLanguage: (language: Language) => void,
): Player {
  const { lesson, workspace, directory } = copy;
  const { lessonsRoot, cwd, environment, style } = context;
  const saved = workspace.readProgress().lessons[lesson.folder];
  const step = saved && !saved.done ? saved.step : 0;
  const say = walkMessages[here.language];
  const resumed = step > 0 ? [say.resumed(step + 1, lesson.steps.length)] : [];
  return new Player({
    ...here,
    style,
    lessonsRoot,
    lesson,
    directory,
    cwd,
    workspace,
    notes: [...copy.notes, ...runAddress.notes.map((note) => note[here.language]), ...resumed],
    step,
    runAddress,
    wire: options.wire,
    hex: options.hex ?? false,
    hasSpares: options.spares ?? true,
    editor: findEditor(options.editor, environment),
    onStep(step) {
      workspace.updateProgress((progress) => {
        progress.current = lesson.folder;
        lessonProgress(progress, lesson.folder).step = step;
      });
    },
    onTranslate(other) {
      const translated = readLesson(lesson.folder, other, lessonsRoot);
      onLanguage(saveLanguage(workspace, other));
      return translated;
    },
  });
}

async function chooseLesson(
  context: TourContext,
  workspace: Workspace,
  terminal: Terminal,
  language: Language,
) {
  const folders = findLessons(context.lessonsRoot);
  const { lessons } = workspace.readProgress();
  const rows = folders.map((folder) => ({
    ...readHeading(folder, language, context.lessonsRoot),
    folder,
    number: Number.parseInt(folder, 10),
    stage: findStage(lessons[folder], () => readCheckIds(folder, context.lessonsRoot)),
  }));
  const choice = await askLesson(terminal, rows, findCurrent(workspace, folders), language);
  return typeof choice === 'string' ? choice : choice.lesson;
}

function saveLanguage(workspace: Workspace, language: Language): Language {
  workspace.updateProgress((progress) => {
    progress.language = language;
  });
  return language;
}
