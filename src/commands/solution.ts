// The command `solution`: the difference between the learner's copy and one solution.
import type { ReadStream, WriteStream } from 'node:tty';
import { openLessonCopy } from '../play/lesson-copy.ts';
import { hasPassed, renderSolution } from '../play/solution-patch.ts';
import { Terminal } from '../terminal/terminal.ts';
import { checkMessages } from '../text/messages/check.ts';
import { walkMessages } from '../text/messages/walk.ts';
import type { Context, Run } from './context.ts';

/** Prints the difference; while a check fails it asks first. Resolves to 0. */
export const run: Run = async (context, options, [name]) => {
  const { stdout, stderr, language, style } = context;
  const copy = openLessonCopy(context, name);
  stderr.print(...copy.notes);
  if (options.yes || (await hasPassed(copy)) || (await isWanted(context))) {
    const layout = { columns: options.width ?? stdout.columns, style, language };
    stdout.print(...renderSolution(copy, layout));
  }
  return 0;
};

async function isWanted(context: Context): Promise<boolean> {
  const { stdout, stderr, language, isStdinTerminal, hasColour, environment } = context;
  const say = checkMessages[language];
  if (!isStdinTerminal || !stdout.isTerminal) {
    stderr.print(say.solutionNot);
    return false;
  }
  const terminal = new Terminal({
    input: process.stdin as ReadStream,
    output: process.stdout as WriteStream,
    hasColour,
    environment,
  });
  const answer = await terminal.confirm(say.solutionAsk, false, {
    answers: walkMessages[language].answers(),
  });
  terminal.close();
  return answer === true;
}
