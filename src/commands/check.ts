// The command `check`: the checks of a lesson, or of all, against the learner's copy or another folder.
import { statSync } from 'node:fs';
import path from 'node:path';
import { findLack } from '../check/machine.ts';
import { findLessons } from '../course/folders.ts';
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
import { findNamed, openLearnersWorkspace } from '../play/learners-workspace.ts';
import { renderOutcome } from '../play/outcome-lines.ts';
import { openProgressLine } from '../play/progress-line.ts';
import { stringify } from '../screen/json.ts';
import { misuse } from '../text/failure.ts';
import type { Bilingual } from '../text/language.ts';
import { checkMessages } from '../text/messages/check.ts';
import type { Context, Run } from './context.ts';
import { type Options, usage } from './options.ts';

/** How many lessons are checked side by side with `--all`. */
const SIDE_BY_SIDE = 2;

/** The exit code where nothing was decided. */
const INCONCLUSIVE = 3;

/** Checks; resolves to 0 when all pass, 1 when some fail, 3 when some are inconclusive and none fails. */
export const run: Run = async (context, options, [name]) => {
  if (options.all && name !== undefined) throw usage((say) => say.allOrOne(name));
  const { stdout, stderr, language } = context;
  const subjects = findSubjects(context, options, name);
  const root = options.dir === undefined ? null : path.resolve(context.cwd, options.dir);
  const interrupts = openInterrupts(() => {});
  const { signal } = interrupts;
  const progress = openProgressLine(stderr, !options.json);
  const print = openPrinter(context, options);
  const all: LessonOutcome[] = [];
  let isLacking = false;
  const notKept: Bilingual[] = [];

  /** The outcomes of a lesson's checks; null where the machine lacked something before there was any. */
  async function examine(subject: Subjects): Promise<LessonOutcome[] | null> {
    const { folder } = subject;
    const onCheck = (id: string, index: number, count: number) =>
      progress.show(checkMessages[language].checking(folder, id, index + 1, count));
    const how = { signal, hasSpares: options.spares ?? true, onCheck };
    const lessons = findLessons(context.lessonsRoot);
    try {
      if (root === null) return await examineLesson(subject, how);
      return await examineHandIn({ ...subject, root, lessons }, how);
    } catch (error) {
      const lack = findLack(error);
      if (lack === null) throw error;
      progress.clear();
      isLacking = true;
      stderr.print(`${folder}: ${lack[language]}`);
      return null;
    }
  }

  const queue = subjects.values();
  const work = async () => {
    for (const subject of queue) {
      if (signal.aborted) return;
      const outcomes = await examine(subject);
      progress.clear();
      // A check stopped before its first verdict differs from having nothing to check.
      if (!outcomes || (signal.aborted && outcomes.length === 0)) continue;
      print(subject.folder, outcomes);
      if (root === null) {
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
  if (signal.aborted) {
    stderr.print(checkMessages[language].stopped);
    return interrupts.exitCode ?? 1;
  }
  if (!options.json && all.length > 1) stdout.print(summarize(all, context));
  const [why] = notKept;
  if (why) stderr.print(...why[language].split('\n'));
  return isLacking ? exitCodeOf(all) || INCONCLUSIVE : exitCodeOf(all);
};

/** The lessons to check, and where their programs are. Throws a usage Failure. */
function findSubjects(context: Context, options: Options, name: string | undefined): Subjects[] {
  const { lessonsRoot, cwd } = context;
  const { all, dir } = options;
  const folders = findLessons(lessonsRoot);
  const workspace = openLearnersWorkspace(context);
  const chosen = all ? folders : [findNamed(name, workspace, folders)];
  if (dir === undefined) {
    return chosen.map((folder) => ({
      folder,
      directory: workspace.prepareLesson(folder).directory,
    }));
  }
  const directory = path.resolve(cwd, dir);
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    throw misuse(checkMessages, (say) => say.noFolder(dir));
  }
  return (
    chosen
      .map((folder) => ({ folder, directory: findHandIn(directory, folder) }))
      // A hand-in holds what a class has got to: with --all a lesson without a folder isn't missing.
      .filter((subject) => !all || subject.directory !== directory)
  );
}

function openPrinter(context: Context, options: Options) {
  const { stdout, language, style } = context;
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
  const { lesson, id, verdict, mistake, title, story, difference, cause, hints, ms } = outcome;
  const say = checkMessages[language];
  const lines = story.map((line) => line[language]);
  if (difference) {
    lines.push(say.named(say.expected, difference.expected[language]));
    lines.push(say.named(say.got, difference.got[language]));
  }
  if (cause) lines.push(cause.what[language], ...(cause.meaning ? [cause.meaning[language]] : []));
  const hint = hints[0]?.[language] ?? null;
  return {
    lesson,
    id,
    verdict,
    mistake,
    title: title[language],
    story: lines.join('\n'),
    hint,
    ms,
  };
}

function summarize(outcomes: readonly LessonOutcome[], { language }: Context): string {
  const count = (verdict: LessonOutcome['verdict']) =>
    outcomes.filter((outcome) => outcome.verdict === verdict).length;
  return checkMessages[language].summary(count('pass'), count('fail'), count('inconclusive'));
}
