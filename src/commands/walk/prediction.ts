// A prediction: the question before the run, and what became of it after.
import type { Predict } from '../../course/block.ts';
import type { Choice, Terminal } from '../../terminal.ts';
import { lexMarkdown } from '../../text/markdown.ts';
import { walkMessages } from '../../text/messages/walk.ts';
import { measureWidth } from '../../text/width.ts';
import { type Layout, renderAnswers, renderBlock, renderTokens } from '../blocks.ts';

/** A question and the learner's guess: an index of its options, or null where they declined. */
export interface Guess {
  block: Predict;
  chosen: number | null;
}

/** What `prompts` puts before a choice, and the space it leaves after, in columns. */
const CHOICE_MARGIN = 6;

/** The lines of the question; options too long for a menu are listed in full, by letter. */
export function renderQuestion(block: Predict, layout: Layout): string[] {
  const question = renderBlock(block, layout);
  if (fitMenu(block, layout)) return question;
  const items = block.options.map(({ text }, index) => `- **${letter(index)}** ${text}`);
  return [...question, ...renderTokens(lexMarkdown(items.join('\n')), layout), ''];
}

/** Asks for a guess. */
export async function askGuess(block: Predict, terminal: Terminal, layout: Layout): Promise<Guess> {
  const isShort = fitMenu(block, layout);
  const choices: Choice<number>[] = block.options.map(({ text }, value) => ({
    title: isShort ? plain(text) : letter(value),
    value,
  }));
  const { guess } = walkMessages[layout.language];
  return { block, chosen: await terminal.select(guess, choices) };
}

/** The lines that say how the guess fared, and why each answer is right or wrong. */
export function renderOutcome({ block, chosen }: Guess, layout: Layout): string[] {
  const { style, language } = layout;
  const say = walkMessages[language];
  const answers = renderAnswers(block, layout);
  const option = chosen === null ? undefined : block.options[chosen];
  if (!option) return ['', style.bold(say.answerIs), '', ...answers];
  const verdict = option.right
    ? style.green(`✓ ${say.guessRight}`)
    : style.magenta(`✗ ${say.guessWrong}`);
  const isShort = fitMenu(block, layout);
  const title = isShort || chosen === null ? plain(option.text) : letter(chosen);
  return ['', `${style.bold(say.guessed(title))}  ${verdict}`, '', ...answers];
}

function fitMenu({ options }: Predict, { columns }: Layout): boolean {
  return options.every(({ text }) => measureWidth(plain(text)) + CHOICE_MARGIN <= columns);
}

function letter(index: number): string {
  return String.fromCharCode(65 + index);
}

/** Inline Markdown without its marks: a menu shows text only. */
function plain(text: string): string {
  return text.replace(/`([^`]*)`|\*\*([^*]+)\*\*|\*([^*]+)\*/g, (_all, code, strong, soft) => {
    return code ?? strong ?? soft;
  });
}
