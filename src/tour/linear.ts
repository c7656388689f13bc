// The linear play: a lesson straight through, append-only, without a question.
import type { Predict, Run } from '../course/block.ts';
import { isOriginal, isSolution, listPlayedBlocks, takeOwn } from '../course/run-blocks.ts';
import {
  type Layout,
  renderBlock,
  renderOpening,
  renderQuestion,
  renderTitle,
} from '../play/blocks.ts';
import { chooseFirstSignal, openInterrupts } from '../play/interrupts.ts';
import { type LessonCopy, openLessonCopy } from '../play/lesson-copy.ts';
import { findFiles } from '../play/originals.ts';
import { openRunAddress } from '../play/run-address.ts';
import { spellCommand } from '../text/invocation.ts';
import type { Language } from '../text/language.ts';
import { walkMessages } from '../text/messages/walk.ts';
import { LinearRuns } from './linear-runs.ts';
import { renderOutcome } from './prediction.ts';
import type { TourContext, TourOptions } from './tour-context.ts';

/** Plays the named lesson, or the current one; resolves to the exit code. */
export async function playLinear(
  context: TourContext,
  options: TourOptions,
  name: string | undefined,
): Promise<number> {
  const copy = openLessonCopy(context, name);
  const { environment, language, stdout, style } = context;
  const runAddress = await openRunAddress({ environment, port: options.port });
  const layout: Layout = {
    columns: options.width ?? stdout.columns,
    style,
    language,
    get port() {
      return runAddress.port;
    },
  };
  const runs = new LinearRuns({ context, options, copy, runAddress, layout });
  const interrupts = openInterrupts((before) => runs.endAgain(before));
  const { signal } = interrupts;
  signal.addEventListener('abort', () => runs.stop(chooseFirstSignal(signal)));
  context.stderr.print(...copy.notes, ...runAddress.notes.map((note) => note[language]));
  const { steps } = copy.lesson;
  const takeToldOf = openTextRuns(copy, language);
  let questions: Predict[] = [];

  async function play(written: Run): Promise<void> {
    const { block, notes } = takeToldOf(written);
    for (const note of notes) {
      runs.print(note);
      stdout.print('');
    }
    await runs.play(block);
    stdout.print('');
    // There is nobody to wait for between a run and its explanation.
    for (const question of questions) {
      stdout.print(...renderOutcome({ block: question, chosen: null }, layout));
    }
    questions = [];
  }

  stdout.print(...renderOpening(copy.lesson, layout));
  for (const [index, step] of steps.entries()) {
    if (signal.aborted) break;
    stdout.print(...renderTitle(step, index + 1, steps.length, layout));
    for (const block of step.blocks) {
      if (signal.aborted) break;
      if (block.kind === 'run') await play(block);
      else if (block.kind === 'predict') {
        questions.push(block);
        stdout.print(...renderQuestion(block, layout));
      } else stdout.print(...renderBlock(block, layout));
    }
  }
  await runs.end();
  await stdout.drained();
  interrupts.close();
  runAddress.close();
  return interrupts.exitCode ?? 0;
}

/**
 * Puts the programs that the text is about at that point into a run block: a solution behind the learner's turn, and
 * the lesson's own in place of those that the learner has changed. Either is told once.
 */
function openTextRuns(
  { lesson, directory }: LessonCopy,
  language: Language,
): (written: Run) => { block: Run; notes: string[] } {
  const say = walkMessages[language];
  const { keepToText } = findFiles({ course: lesson.directory, copy: directory });
  const programsOf = new Map(
    listPlayedBlocks(lesson).map(({ block, programs }) => [block, programs]),
  );
  const ownRuns = say.commandRunsOwn(spellCommand(`run ${lesson.number}`));
  const told = { solution: false, originals: false };
  return (written) => {
    const programs = keepToText(programsOf.get(written) ?? written.programs);
    const originals = [...new Set(programs.filter(isOriginal).map((each) => takeOwn(each).file))];
    const notes: string[] = [];
    if (!told.solution && programs.some(isSolution)) {
      told.solution = true;
      notes.push(say.solutionRuns());
    }
    if (!told.originals && originals.length > 0) {
      told.originals = true;
      notes.push(say.originalRuns(originals.join(', '), ownRuns));
    }
    return { block: { ...written, programs }, notes };
  };
}
