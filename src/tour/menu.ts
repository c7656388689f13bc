// The menu: the lessons with the learner's progress, and the other language.
import type { Heading } from '../course/heading.ts';
import { CHOICE_MARGIN } from '../play/blocks.ts';
import type { Choice, Terminal } from '../terminal/terminal.ts';
import type { Language } from '../text/language.ts';
import { listMessages } from '../text/messages/list.ts';
import { walkMessages } from '../text/messages/walk.ts';
import { measureWidth, truncate } from '../text/width.ts';
import type { Stage } from '../workspace/progress.ts';

/** A lesson as the menu shows it. */
export interface MenuLesson extends Heading {
  number: number;
  folder: string;
  stage: Stage;
}

/** What the learner chose: a lesson's folder, the other language, or to leave. */
export type MenuChoice = { lesson: string } | 'language' | 'leave';

/** Aligns choices that are no lessons with the lessons' titles. */
const TITLE_INDENT = ' '.repeat('✓ 10. '.length);
/** What `prompts` puts around a message and its hint, in columns. */
const MESSAGE_MARGIN = 6;

/** The hint beside a menu's message, or a blank one where the two don't fit on a line. */
export function fitHint(message: string, hint: string, columns: number): string {
  const width = measureWidth(message) + measureWidth(hint) + MESSAGE_MARGIN;
  return width <= columns ? hint : ' ';
}

/** Asks which lesson to open; the current one is selected. */
export async function askLesson(
  terminal: Terminal,
  lessons: readonly MenuLesson[],
  current: string,
  language: Language,
): Promise<MenuChoice> {
  const say = walkMessages[language];
  const { half } = listMessages[language];
  const tellHalf = (stage: Stage) =>
    stage === 'passed' || stage === 'read' ? `  ${half[stage]}` : '';
  const fit = (text: string) => truncate(text, terminal.columns - CHOICE_MARGIN);
  const choices: Choice<MenuChoice>[] = lessons.map(({ folder, number, title, stage }) => ({
    // The mark comes first, so that a narrow terminal cuts the title and not the progress.
    title: fit(
      `${stage === 'done' ? '✓' : ' '} ${String(number).padStart(2)}. ${title}${tellHalf(stage)}`,
    ),
    value: { lesson: folder },
  }));
  choices.push({ title: fit(TITLE_INDENT + say.languageChoice), value: 'language' });
  choices.push({ title: fit(TITLE_INDENT + say.leave), value: 'leave' });
  const selected = Math.max(
    0,
    lessons.findIndex(({ folder }) => folder === current),
  );
  const answer = await terminal.select(say.menuTitle, choices, {
    selected,
    hint: fitHint(say.menuTitle, say.menuHint, terminal.columns),
    leaveOn: ['q'],
  });
  return 'value' in answer ? answer.value : 'leave';
}
