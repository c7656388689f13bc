// The rule for a step's length: its heading, its listings and its question are on the screen together.
import type { Lesson, Run, Step } from '../course/block.ts';
import { describeProblem, type Problem } from '../course/problem.ts';
import { renderBlock, renderOpening, renderQuestion, renderTitle } from '../play/blocks.ts';
import { createStyle } from '../screen/style.ts';
import { isServer } from '../stage/run-state.ts';

/** The screen that a step has to fit on. */
const SCREEN = { columns: 100, rows: 36 };
/** The line below a page, which says what Enter does. */
const LAST_LINE = 1;
/** What a menu takes beside its options: the line above them, and one below them for the cursor. */
const MENU_ROWS = 2;
/** What a server's start adds to its log: its heading and two rows, with a blank line before and after. */
const START_ROWS = 6;
/** The answer given, with a blank line after it. */
const ANSWER_ROWS = 2;

/**
 * Reports the steps that are longer than a screen from the title to where the learner is needed first, or to a
 * question. A question after clients ran needs only what stands between them and it.
 */
export function findLongSteps(lesson: Lesson): Problem[] {
  const style = createStyle({ colour: false, links: false });
  const layout = { columns: SCREEN.columns, style, language: lesson.language };
  return lesson.steps.flatMap((step, index) => {
    const title = [
      ...(index === 0 ? renderOpening(lesson, layout) : []),
      ...renderTitle(step, index + 1, lesson.steps.length, layout),
    ];
    const long = measureStretches(step, title.length, layout).find(
      ({ rows }) => rows > SCREEN.rows,
    );
    if (!long) return [];
    return describeProblem(lesson.path, long.line, (say) =>
      say.stepTooLong(long.rows, SCREEN.rows),
    );
  });
}

/** What has to be on the screen together, each with the rows that it takes and the line where it ends. */
function measureStretches(
  step: Step,
  titleRows: number,
  layout: Parameters<typeof renderBlock>[1],
): { rows: number; line: number }[] {
  const stretches: { rows: number; line: number }[] = [];
  let rows = titleRows;
  let isBegun = false;
  for (const block of step.blocks) {
    const { line } = block;
    if (block.kind === 'predict') {
      rows += renderQuestion(block, layout).length;
      stretches.push({ rows: rows + MENU_ROWS + block.options.length, line });
      rows += ANSWER_ROWS;
      isBegun = true;
    } else if (block.kind === 'run') {
      if (!isBegun) stretches.push({ rows: rows + LAST_LINE, line });
      rows = hasClients(block) ? 0 : rows + START_ROWS + block.log.length;
      isBegun = true;
    } else rows += renderBlock(block, layout).length;
  }
  if (!isBegun) stretches.push({ rows: rows + LAST_LINE, line: step.line });
  return stretches;
}

function hasClients({ programs }: Run): boolean {
  return programs.some(({ actor }) => !isServer(actor));
}
