// The command `solution`: the difference between the learner's copy and one solution.
import type { ReadStream, WriteStream } from 'node:tty';
import { openLessonCopy } from '../play/lesson-copy.ts';
import { hasPassed, renderSolution } from '../play/solution-patch.ts';
import { createStyle } from '../screen/style.ts';
import { openTerminal } from '../terminal/terminal.ts';
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
