// The tour in a terminal: from lesson to lesson, with the menu between them.
import type { ReadStream, WriteStream } from 'node:tty';
import { findLessons, requireLesson } from '../course/folders.ts';
import { readHeading } from '../course/heading.ts';
import { readLesson } from '../course/lesson.ts';
import { openInterrupts } from '../play/interrupts.ts';
import { findCurrent, openLearnersWorkspace } from '../play/learners-workspace.ts';
import { type LessonCopy, openLessonCopy } from '../play/lesson-copy.ts';
import { openRunAddress, type RunAddress } from '../play/run-address.ts';
import { openTerminal, type Terminal } from '../terminal/terminal.ts';
import { spellCommand } from '../text/invocation.ts';
import type { Language } from '../text/language.ts';
import { walkMessages } from '../text/messages/walk.ts';
import { wrapText } from '../text/wrap.ts';
import { lessonProgress } from '../workspace/progress.ts';
import { goOnUnkept } from '../workspace/unkept-progress.ts';
import { watchFolder } from '../workspace/watch.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { PlayerEnd } from './actions.ts';
import { findEditor } from './editor.ts';
import { finishLesson } from './finish.ts';
import { askLesson } from './menu.ts';
import { openPage, type Page } from './page.ts';
import { openPlayer, type Player } from './player.ts';
import type { TourContext, TourOptions } from './tour-context.ts';

/** Walks from lesson to lesson in the terminal, beginning with `name` or the menu; resolves to the exit code. */
export async function walk(
  context: TourContext,
  options: TourOptions,
  name: string | undefined,
): Promise<number> {
  const folders = findLessons(context.lessonsRoot);
  const first = name === undefined ? null : requireLesson(name, folders);
  const terminal = openTerminal({
    input: process.stdin as ReadStream,
    output: process.stdout as WriteStream,
    hasColour: context.hasColour,
    environment: context.environment,
  });
  let { language } = context;
  let player: Player | null = null;
  let isOver = false;
  const page = openPage({
    terminal,
    hasEscapes: context.hasColour,
    describeLeftOut: (lines) => walkMessages[language].leftOut(lines),
  });
  const workspace = goOnUnkept(openLearnersWorkspace(context), (text) => {
    const lines = text[language].split('\n').flatMap((line) => wrapText(line, terminal.columns));
    page.print(...lines, '');
  });
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
    const here = { context, options, terminal, page, copy, language };
    const { environment } = context;
    const place = await openRunAddress({ environment, port: options.port });
    const { opened, close } = openLesson(here, place, (other) => {
      language = other;
    });
    player = opened;
    try {
      return await opened.ended;
    } finally {
      player = null;
      place.close();
      await close();
    }
  }

  async function goOn(): Promise<void> {
    let lesson = first;
    if (lesson === null) terminal.write(`${walkMessages[language].welcome}\n\n`);
    while (!isOver) {
      const choice = lesson ?? (await chooseLesson(context, workspace, terminal, language));
      lesson = null;
      if (choice === 'leave') return;
      if (choice === 'language') language = saveLanguage(workspace, OTHER[language]);
      else if ((await open(choice)) === 'quit') return;
    }
  }

  try {
    await goOn();
    const goodbye = walkMessages[language].goodbye(spellCommand());
    page.print(...wrapText(goodbye, terminal.columns));
  } finally {
    page.close();
    terminal.close();
    interrupts.close();
  }
  return interrupts.exitCode ?? 0;
}

const OTHER: Record<Language, Language> = { en: 'zh', zh: 'en' };

/** A lesson that is open in the terminal. */
interface Here {
  context: TourContext;
  options: TourOptions;
  terminal: Terminal;
  page: Page;
  copy: LessonCopy;
  language: Language;
}

/** Opens the player of a lesson, with its saves and its progress. */
function openLesson(here: Here, place: RunAddress, onLanguage: (language: Language) => void) {
  const { context, options, terminal, page, copy, language } = here;
  const { lesson, workspace, directory } = copy;
  const saved = workspace.readProgress().lessons[lesson.folder];
  const { lessonsRoot, style } = context;
  const currentLesson = lesson.folder;
  const opened = openPlayer({
    terminal,
    page,
    style,
    async explain(stage, actor, spoken) {
      const { explainFailure } = await import('../play/run-notes.ts');
      return explainFailure(actor, { stage, language: spoken, lessonsRoot, currentLesson, style });
    },
    language,
    lesson,
    directory,
    cwd: context.cwd,
    workspace,
    notes: [...copy.notes, ...place.notes.map((note) => note[language])],
    step: saved && !saved.done ? saved.step : 0,
    place,
    wire: options.wire ?? true,
    hex: options.hex ?? false,
    hasSpares: options.spares ?? true,
    editor: findEditor(options.editor, context.environment),
    onStep(step) {
      workspace.updateProgress((progress) => {
        progress.current = lesson.folder;
        lessonProgress(progress, lesson.folder).step = step;
      });
    },
    onTranslate(other) {
      onLanguage(saveLanguage(workspace, other));
      return readLesson(lesson.folder, other, context.lessonsRoot);
    },
  });
  const watch = watchFolder(directory, (files) => opened.onSave(files));
  const close = async () => {
    watch.close();
    const end = await opened.ended.catch(() => null);
    if (end !== 'finished') return;
    const lines = finishLesson(copy, findLessons(lessonsRoot), language);
    page.print('', ...lines.flatMap((line) => wrapText(line, terminal.columns)), '');
  };
  return { opened, close };
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
    done: lessons[folder]?.done ?? false,
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
