// The command `check`: the checks of a lesson, or of all, against the learner's copy or another folder.
import { statSync } from 'node:fs';
import path from 'node:path';
import { findLack } from '../check/machine.ts';
import { findLessons } from '../course/folders.ts';
import { requireLesson } from '../course/lesson-names.ts';
import {
  examineLesson,
  exitCodeOf,
  findHandIn,
  keepVerdicts,
  type LessonOutcome,
  nameHints,
  noteFirstHints,
  type Subjects,
} from '../play/examination.ts';
import { examineHandIn } from '../play/hand-in.ts';
import { openInterrupts } from '../play/interrupts.ts';
import { findCurrent, openLearnersWorkspace, openLessonCopy } from '../play/lesson-copy.ts';
import { renderOutcome } from '../play/outcome-lines.ts';
import { stringify } from '../screen/json.ts';
import { createStyle } from '../screen/style.ts';
import { Failure } from '../text/failure.ts';
import type { Bilingual } from '../text/language.ts';
import { checkMessages, tellCheck } from '../text/messages/check.ts';
import { truncate } from '../text/width.ts';
import type { Context } from './context.ts';
import { type Options, usage } from './options.ts';

/** How many lessons are checked side by side with `--all`. */
const SIDE_BY_SIDE = 2;

/** The exit code where nothing was decided. */
const INCONCLUSIVE = 3;

/** Checks; resolves to 0 when all pass, 1 when some fail, 3 when some are inconclusive and none fails. */
export async function run(
  context: Context,
  options: Options,
  [name]: readonly string[],
): Promise<number> {
  if (options.all && name !== undefined) throw usage((say) => say.allOrOne(name));
  const subjects = findSubjects(context, options, name);
  const root = options.dir === undefined ? null : path.resolve(context.cwd, options.dir);
  const interrupts = openInterrupts(() => {});
  const progress = openProgressLine(context, options);
  const print = openPrinter(context, options);
  const all: LessonOutcome[] = [];
  let isLacking = false;
  const notKept: Bilingual[] = [];
  const queue = [...subjects];
  const work = async () => {
    for (let next = queue.shift(); next && !interrupts.signal.aborted; next = queue.shift()) {
      const how = {
        signal: interrupts.signal,
        hasSpares: options.spares ?? true,
        onCheck: progress.show(next.folder),
      };
      const examined = await unlessLacking(
        root === null
          ? examineLesson(next, how)
          : examineHandIn({ ...next, root, lessons: findLessons(context.lessonsRoot) }, how),
      );
      progress.clear();
      if ('lack' in examined) {
        isLacking = true;
        context.stderr.print(`${next.folder}: ${examined.lack[context.language]}`);
        continue;
      }
      const { outcomes } = examined;
      // A check stopped before its first verdict differs from having nothing to check.
      if (interrupts.signal.aborted && outcomes.length === 0) return;
      print(next.folder, outcomes);
      if (options.dir === undefined) {
        const workspace = openLearnersWorkspace(context);
        const why = keepVerdicts(workspace, outcomes);
        if (why) notKept.push(why);
        noteFirstHints(workspace, outcomes);
      }
      all.push(...outcomes);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  progress.clear();
  interrupts.close();
  if (interrupts.signal.aborted) {
    context.stderr.print(checkMessages[context.language].stopped);
    return interrupts.exitCode ?? 1;
  }
  if (!options.json && all.length > 1) context.stdout.print(summarize(all, context));
  const [why] = notKept;
  if (why) context.stderr.print(...why[context.language].split('\n'));
  return isLacking ? exitCodeOf(all) || INCONCLUSIVE : exitCodeOf(all);
}

/** What a lesson's checks came to, or what the machine lacked before there was any verdict. */
async function unlessLacking(
  examined: Promise<LessonOutcome[]>,
): Promise<{ outcomes: LessonOutcome[] } | { lack: Bilingual }> {
  try {
    return { outcomes: await examined };
  } catch (error) {
    const lack = findLack(error);
    if (lack === null) throw error;
    return { lack };
  }
}

/** The lessons to check, and where their programs are. Throws a usage Failure. */
function findSubjects(context: Context, options: Options, name: string | undefined): Subjects[] {
  const { lessonsRoot, cwd } = context;
  const folders = findLessons(lessonsRoot);
  const workspace = openLearnersWorkspace(context);
  const chosen = options.all
    ? folders
    : [name === undefined ? findCurrent(workspace, folders) : requireLesson(name, folders)];
  if (options.dir === undefined) {
    return chosen.map((folder) => ({
      folder,
      directory: openLessonCopy(context, folder).directory,
    }));
  }
  const directory = path.resolve(cwd, options.dir);
  requireFolder(directory, options.dir);
  return (
    chosen
      .map((folder) => ({ folder, directory: findHandIn(directory, folder) }))
      // A hand-in holds what a class has got to: with --all a lesson without a folder isn't missing.
      .filter((subject) => !options.all || subject.directory !== directory)
  );
}

function requireFolder(directory: string, given: string): void {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new Failure(
    tellCheck((say) => say.noFolder(given)),
    2,
  );
}

function openPrinter(context: Context, options: Options) {
  const { stdout, language, hasColour, hasLinks } = context;
  const style = createStyle({ colour: hasColour, links: hasLinks });
  const layout = { columns: stdout.columns, style, language };
  const shown = openLearnersWorkspace(context).readProgress().lessons;
  return (folder: string, outcomes: readonly LessonOutcome[]) => {
    if (options.json) {
      stdout.print(...outcomes.map((outcome) => stringify(toJson(outcome, context))));
      return;
    }
    if (outcomes.length === 0) {
      stdout.print(checkMessages[language].nothingToCheck(folder));
      return;
    }
    stdout.print(style.bold(folder));
    for (const outcome of outcomes) {
      const hint = shown[folder]?.hints[nameHints(outcome)] ?? 1;
      stdout.print(...renderOutcome(outcome, hint - 1, layout));
    }
    stdout.print('');
  };
}

/** What `check --json` prints, one object a line (docs/json.md). */
interface CheckLine {
  lesson: string;
  id: string;
  verdict: LessonOutcome['verdict'];
  mistake: string | null;
  title: string;
  story: string;
  hint: string | null;
  ms: number;
}

/** What `check --json` prints of an outcome, in the learner's language. */
function toJson(outcome: LessonOutcome, { language }: Context): CheckLine {
  const { lesson, id, verdict, mistake, title, story, difference, hints, ms } = outcome;
  const say = checkMessages[language];
  const lines = story.map((line) => line[language]);
  if (difference) {
    lines.push(`${say.expected}: ${difference.expected[language]}`);
    lines.push(`${say.got}: ${difference.got[language]}`);
  }
  return {
    lesson,
    id,
    verdict,
    mistake,
    title: title[language],
    story: lines.join('\n'),
    hint: hints[0]?.[language] ?? null,
    ms,
  };
}

function summarize(outcomes: readonly LessonOutcome[], { language }: Context): string {
  const count = (verdict: LessonOutcome['verdict']) =>
    outcomes.filter((outcome) => outcome.verdict === verdict).length;
  return checkMessages[language].summary(count('pass'), count('fail'), count('inconclusive'));
}

/** The line that says which check runs, on a terminal only. */
function openProgressLine({ stderr, language }: Context, options: Options) {
  const isShown = stderr.isTerminal && !options.json;
  let width = 0;
  const write = (text: string) => {
    if (!isShown) return;
    const line = truncate(text, stderr.columns - 1);
    stderr.write(`\r${' '.repeat(width)}\r${line}`);
    width = Math.min(stderr.columns - 1, line.length * 2);
  };
  return {
    show: (folder: string) => (id: string, index: number, count: number) =>
      write(checkMessages[language].checking(folder, id, index + 1, count)),
    clear: () => write(''),
  };
}
