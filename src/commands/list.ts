// The command `list`: the lessons, and how far the learner has come.
import { findLessons } from '../course/folders.ts';
import { type Heading, readCheckIds, readHeading } from '../course/heading.ts';
import { stringify } from '../screen/json.ts';
import type { Style } from '../screen/style.ts';
import { LANGUAGES, type Language } from '../text/language.ts';
import { listMessages } from '../text/messages/list.ts';
import { findStage } from '../workspace/progress.ts';
import { openProgressFile } from '../workspace/progress-file.ts';
import type { Context, Run } from './context.ts';

/** A lesson in the list; what `list --json` prints, one object a line (docs/json.md). */
interface LessonRow extends Heading {
  number: number;
  folder: string;
  /** Read to its end, and its checks pass. */
  done: boolean;
  read: boolean;
  passed: boolean;
  /** Whether it is the one that a command without a lesson means. */
  current: boolean;
  /** The step last shown, from 0. */
  step: number;
}

/** Prints the lessons; resolves to 0. */
export const run: Run = async (context, options) => {
  const { stdout, stderr, language, lessonsRoot, myLessons } = context;
  const file = openProgressFile(myLessons);
  const { current, lessons } = file.read();
  stderr.print(...file.takeNotices().map((notice) => notice[language]));
  const folders = findLessons(lessonsRoot);
  const currentFolder = folders.find((folder) => folder === current) ?? folders[0];
  const rows = folders.map((folder) => {
    const stage = findStage(lessons[folder], () => readCheckIds(folder, lessonsRoot));
    return {
      number: Number.parseInt(folder, 10),
      folder,
      ...readTitle(folder, context),
      done: stage === 'done',
      read: stage === 'done' || stage === 'read',
      passed: stage === 'done' || stage === 'passed',
      current: folder === currentFolder,
      step: lessons[folder]?.step ?? 0,
    };
  });
  if (options.json) stdout.print(...rows.map(stringify));
  else stdout.print(...draw(rows, context));
  return 0;
};

function draw(rows: readonly LessonRow[], { language, style }: Context): string[] {
  const width = Math.max(...rows.map(({ folder }) => folder.length));
  const done = rows.filter((row) => row.done).length;
  const current = rows.find((row) => row.current);
  return [
    ...rows.map((row) => drawRow(row, width, style, language)),
    '',
    listMessages[language].progress(done, rows.length, current?.number ?? null),
  ];
}

// Only the columns before the title are aligned, so that no width of Chinese text is needed: measuring
// it costs a third of the time that the whole list takes.
function drawRow(row: LessonRow, width: number, style: Style, language: Language): string {
  const marker = row.current ? '>' : ' ';
  const box = row.done ? style.green('[x]') : '[ ]';
  const place = `${String(row.number).padStart(2)}  ${row.folder.padEnd(width)}`;
  const title = row.current ? style.bold(row.title) : row.title;
  const { half } = listMessages[language];
  const what = row.done ? '' : row.passed ? half.passed : row.read ? half.read : '';
  return `${marker} ${box} ${place}  ${title}${what && style.dim(`  ${what}`)}`;
}

/** The title in the learner's language, in another where the lesson isn't translated yet. */
function readTitle(folder: string, { language, lessonsRoot }: Context): Heading {
  for (const each of [language, ...LANGUAGES]) {
    try {
      return readHeading(folder, each, lessonsRoot);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return { title: folder, article: '' };
}
