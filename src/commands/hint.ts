// The command `hint`: the next hint for the first check that fails; each call gives a stronger one.
import { openInterrupts } from '../play/interrupts.ts';
import { openLessonCopy } from '../play/lesson-copy.ts';
import { findHint } from '../play/next-hint.ts';
import type { Run } from './context.ts';

/** Checks the learner's copy and prints a hint; resolves to 0. */
export const run: Run = async (context, _options, [name]) => {
  const { stdout, stderr, language, style } = context;
  const copy = openLessonCopy(context, name);
  stderr.print(...copy.notes);
  const interrupts = openInterrupts(() => {});
  const layout = { columns: stdout.columns, style, language };
  const { lines } = await findHint(copy, layout, { signal: interrupts.signal });
  stdout.print(...lines);
  interrupts.close();
  return interrupts.exitCode ?? 0;
};
