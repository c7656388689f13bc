// A prediction: the question before the run, and the result after it.
import type { Predict } from '../course/block.ts';
import { type Layout, nameChoice, nameChoices, renderAnswers, wrapLine } from '../play/blocks.ts';
import type { Choice, Key, Terminal } from '../terminal/terminal.ts';
import { walkMessages } from '../text/messages/walk.ts';
import { fitHint } from './menu.ts';

/** A question and the learner's guess: an index of its options, or null where they declined. */
export interface Guess {
  block: Predict;
  chosen: number | null;
}

/**
 * A guess, or the key that the learner pressed first: one that leads elsewhere, or one for an aside. An aside without
 * a key comes from the tour itself: the question was cut off.
 */
export type Answer = { guess: Guess; pressed: Key | null } | { aside: Key | null };

/** The keys that lead elsewhere while a question is open, as at any other time; it is not asked again. */
const LEAVING_KEYS: readonly Key[] = ['q', 'l', 'L', 'b', 'B'];
/** The keys that do the same as at any other time; then the question is asked again. */
const ASIDE_KEYS: readonly Key[] = ['?', 'c', 'e', 'h', 'r', 's', 't', 'w', 'x'];

/** Asks for a guess. */
export async function askGuess(
  block: Predict,
  terminal: Pick<Terminal, 'select'>,
  layout: Layout,
): Promise<Answer> {
  const titles = nameChoices(block, layout);
  const choices: Choice<number>[] = block.options.map((_option, value) => {
    const letter = nameChoice(value);
    const title = titles?.[value];
    return title === undefined
      ? { title: letter, value, key: letter.toLowerCase() }
      : { title, value };
  });
  const { guess: message, guessHint } = walkMessages[layout.language];
  const answer = await terminal.select(message, choices, {
    hint: fitHint(message, guessHint, layout.columns),
    // A letter that is an answer has no other meaning.
    leaveOn: [...LEAVING_KEYS, ...ASIDE_KEYS].filter(
      (key) => !choices.some((each) => each.key === key),
    ),
  });
  if ('value' in answer) return { guess: { block, chosen: answer.value }, pressed: null };
  if (answer.left === null || ASIDE_KEYS.includes(answer.left)) return { aside: answer.left };
  const isMeant = LEAVING_KEYS.includes(answer.left) || answer.left === 'ctrl-c';
  return { guess: { block, chosen: null }, pressed: isMeant ? answer.left : null };
}

/** The lines that say whether the guess was right, and why each answer is right or wrong. */
export function renderOutcome({ block, chosen }: Guess, layout: Layout): string[] {
  return [
    ...wrapLine(describeVerdict({ block, chosen }, layout), layout),
    '',
    ...renderAnswers(block, layout, chosen),
  ];
}

function describeVerdict({ block, chosen }: Guess, { style, language }: Layout): string {
  const say = walkMessages[language];
  const option = chosen === null ? undefined : block.options[chosen];
  if (!option) return style.bold(say.answerIs);
  return style.bold(option.right ? say.guessRight : say.guessWrong);
}
