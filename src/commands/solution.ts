// The command `solution`: the difference between the learner's copy and one solution.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ReadStream, WriteStream } from 'node:tty';
import { examineLesson, keepVerdicts } from '../play/examination.ts';
import { type LessonCopy, openLessonCopy } from '../play/lesson-copy.ts';
import type { OutcomeLayout } from '../play/outcome-lines.ts';
import { renderPatch } from '../screen/patch.ts';
import { createStyle } from '../screen/style.ts';
import { openTerminal } from '../terminal/terminal.ts';
import { findHunks } from '../text/diff.ts';
import { checkMessages } from '../text/messages/check.ts';
import type { Context } from './context.ts';
import type { Options } from './options.ts';

/** Prints the difference; while a check fails it asks first. Resolves to 0. */
export async function run(
  context: Context,
  options: Options,
  [name]: readonly string[],
): Promise<number> {
  const { stdout, stderr, language, hasColour, hasLinks } = context;
  const copy = openLessonCopy(context, name);
  stderr.print(...copy.notes);
  const style = createStyle({ colour: hasColour, links: hasLinks });
  if (options.yes || (await hasPassed(copy)) || (await isWanted(context))) {
    const layout = { columns: options.width ?? stdout.columns, style, language };
    stdout.print(...renderSolution(copy, layout));
  }
  return 0;
}

/** Whether all checks of the lesson pass now; false where `signal` ends them before. */
export async function hasPassed(
  { lesson, workspace, directory }: Pick<LessonCopy, 'lesson' | 'workspace' | 'directory'>,
  signal?: AbortSignal,
): Promise<boolean> {
  const outcomes = await examineLesson(
    { folder: lesson.folder, directory },
    { ...(signal && { signal }) },
  );
  if (signal?.aborted) return false;
  keepVerdicts(workspace, outcomes);
  return outcomes.every(({ verdict }) => verdict === 'pass');
}

async function isWanted(context: Context): Promise<boolean> {
  const say = checkMessages[context.language];
  if (!context.isStdinTerminal || !context.stdout.isTerminal) {
    context.stderr.print(say.solutionNot);
    return false;
  }
  const terminal = openTerminal({
    input: process.stdin as ReadStream,
    output: process.stdout as WriteStream,
    hasColour: context.hasColour,
    environment: context.environment,
  });
  const answer = await terminal.confirm(say.solutionAsk, false);
  terminal.close();
  return answer === true;
}

/** The lines of the difference, file by file. */
export function renderSolution(
  { lesson, directory }: Pick<LessonCopy, 'lesson' | 'directory'>,
  { columns, style, language }: OutcomeLayout,
): string[] {
  const say = checkMessages[language];
  const files = lesson.files.filter((file) => existsSync(solutionFile(lesson.directory, file)));
  if (files.length === 0) return [say.solutionNone(lesson.folder)];
  const lines = files.flatMap((file) => {
    const hunks = findHunks(
      read(path.join(directory, file)),
      read(solutionFile(lesson.directory, file)),
    );
    if (hunks.length === 0) return [];
    return [style.bold(say.solutionTitle(file)), ...renderPatch(hunks, columns, style), ''];
  });
  return lines.length > 0 ? lines : [say.solutionSame];
}

function solutionFile(directory: string, file: string): string {
  return path.join(directory, 'solution', file);
}

const REGION = /^\s*\/\/ #(end)?region\b.*\n/gm;

/** A file without the marks of its regions, which are the prose's business. */
function read(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').replace(REGION, '') : '';
}
