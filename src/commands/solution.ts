// The command `solution`: the difference between the learner's copy and one solution, or other right programs.
import type { ReadStream, WriteStream } from 'node:tty';
import { openLessonCopy } from '../play/lesson-copy.ts';
import { renderOthers } from '../play/other-ways.ts';
import { hasPassed, renderSolution } from '../play/solution-patch.ts';
import { Terminal } from '../terminal/terminal.ts';
import { checkMessages } from '../text/messages/check.ts';
import { walkMessages } from '../text/messages/walk.ts';
import type { Context, Run } from './context.ts';

/**
 * Prints the difference, while a check fails only where it is still wanted; with `--others` the other right programs,
 * once the checks pass. Resolves to 0.
 */
export const run: Run = async (context, options, [name]) => {
  const { stdout, stderr, language, style } = context;
  const copy = openLessonCopy(context, name);
  stderr.print(...copy.notes);
  const layout = { columns: options.width ?? stdout.columns, style, language };
  if (options.others) {
    const isOpen = options.yes || (await hasPassed(copy));
    if (isOpen) stdout.print(...renderOthers(copy.lesson, layout));
    else stderr.print(...checkMessages[language].othersNot(copy.lesson.number).split('\n'));
  } else if (options.yes || (await hasPassed(copy)) || (await isWanted(context))) {
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
