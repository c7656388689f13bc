// The linear play: a lesson straight through, append-only, without a question.
import type { Predict, Run, Step } from '../course/block.ts';
import { isSolution, listPlayedBlocks } from '../course/run-blocks.ts';
import { openInterrupts } from '../play/interrupts.ts';
import { type LessonCopy, openLessonCopy } from '../play/lesson-copy.ts';
import { openRunAddress, type RunAddress } from '../play/run-address.ts';
import { walkMessages } from '../text/messages/walk.ts';
import { type Layout, renderBlock, renderOpening, renderTitle } from './blocks.ts';
import { LinearRuns } from './linear-runs.ts';
import { renderOutcome, renderQuestion } from './prediction.ts';
import type { TourContext, TourOptions } from './tour-context.ts';

/** Plays the named lesson, or the current one; resolves to the exit code. */
export async function playLinear(
  context: TourContext,
  options: TourOptions,
  name: string | undefined,
): Promise<number> {
  const copy = openLessonCopy(context, name);
  const { environment, language } = context;
  const place = await openRunAddress({ environment, port: options.port });
  const reciter = openReciter(context, options, copy, place);
  const interrupts = openInterrupts(() => reciter.kill());
  interrupts.signal.addEventListener('abort', () => reciter.stop());
  context.stderr.print(...copy.notes, ...place.notes.map((note) => note[language]));
  context.stdout.print(...renderOpening(copy.lesson, reciter.layout));
  const { steps } = copy.lesson;
  for (const [index, step] of steps.entries()) {
    if (interrupts.signal.aborted) break;
    context.stdout.print(...renderTitle(step, index + 1, steps.length, reciter.layout));
    await reciter.recite(step, () => interrupts.signal.aborted);
  }
  await reciter.end();
  interrupts.close();
  place.close();
  return interrupts.exitCode ?? 0;
}

/** Recites steps: prose as it stands, run blocks as real runs, questions with their answers after the run. */
function openReciter(
  context: TourContext,
  options: TourOptions,
  copy: LessonCopy,
  place: RunAddress,
) {
  const { stdout, language, style } = context;
  const layout: Layout = { columns: options.width ?? stdout.columns, style, language };
  const runs = new LinearRuns({ context, options, copy, place, layout });
  const programsOf = new Map(
    listPlayedBlocks(copy.lesson).map(({ block, programs }) => [block, programs]),
  );
  let questions: Predict[] = [];
  let isSolutionTold = false;

  async function play(written: Run): Promise<void> {
    const block = { ...written, programs: programsOf.get(written) ?? written.programs };
    if (!isSolutionTold && block.programs.some(isSolution)) {
      isSolutionTold = true;
      runs.print(walkMessages[language].solutionRuns);
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

  return {
    layout,
    async recite(step: Step, isOver: () => boolean) {
      for (const block of step.blocks) {
        if (isOver()) return;
        if (block.kind === 'run') await play(block);
        else if (block.kind === 'predict') {
          questions.push(block);
          stdout.print(...renderQuestion(block, layout));
        } else stdout.print(...renderBlock(block, layout));
      }
    },
    stop: () => runs.stop(),
    kill: () => runs.kill(),
    async end() {
      await runs.end();
      await stdout.drained();
    },
  };
}
