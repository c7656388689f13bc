// Asking: menus and yes/no questions, each once the keys are to be had.
import type { WriteStream } from 'node:tty';
import type { Input } from './input.ts';
import type { Key } from './keys.ts';
import type { Announcement } from './loans.ts';
import {
  prepareQuestion,
  type Question,
  type QuestionOptions,
  type Selection,
} from './question.ts';

/** What a menu leaves to the lines above it, in rows. */
const ROWS_ABOVE_MENU = 4;

/** A choice of a menu. */
export interface Choice<T> {
  title: string;
  value: T;
  /** A key that goes to the choice. */
  key?: Key;
}

/** How a menu begins, and what else it listens to. */
export interface SelectOptions {
  /** The index of the choice that is selected first. */
  selected?: number;
  /** Shown beside the message. */
  hint?: string;
  /** Keys that leave the menu, beside Escape and Ctrl-C. */
  leaveOn?: readonly Key[];
}

/** What a yes/no question may depend on. */
export interface ConfirmOptions {
  /** It is asked only where nobody else took the keys since it was announced. */
  announcement?: Announcement;
  /** Cuts it off. */
  signal?: AbortSignal;
}

/** Whom questions are asked of, and which are open. */
export interface Asking {
  keys: Input;
  output: WriteStream;
  hasColour: boolean;
  /** The questions that are open or wait. */
  open: Set<Question>;
  /** Whether there was a question at all. */
  hasAsked: boolean;
}

/** Cuts off the questions that are open, and those that wait. */
export function leaveAll({ open }: Asking): void {
  for (const question of [...open]) question.leave(null);
}

/** Asks for one of several choices, once nobody else has the keys. */
export function askChoice<T>(
  asking: Asking,
  message: string,
  choices: readonly Choice<T>[],
  { selected = 0, hint = ' ', leaveOn = [] }: SelectOptions = {},
): Promise<Selection<T>> {
  const definition = {
    type: 'select',
    message,
    choices: choices.map(({ title, value }) => ({ title, value })),
    initial: selected,
    optionsPerPage: Math.max(3, (asking.output.rows || 24) - ROWS_ABOVE_MENU),
    hint,
  };
  const findChoice = (key: Key) => choices.findIndex((choice) => choice.key === key);
  return ask(asking, { definition, findChoice, leaveOn });
}

/** Asks a yes/no question; null where the learner declines, or it was cut off. */
export async function askYesNo(
  asking: Asking,
  message: string,
  preset: boolean,
  options: ConfirmOptions = {},
): Promise<boolean | null> {
  const definition = { type: 'confirm', message, initial: preset };
  const plan = { definition, findChoice: () => -1, leaveOn: ['q'] };
  const answer = await ask<boolean>(asking, plan, options);
  if ('value' in answer) return answer.value;
  if (answer.left === 'q') asking.keys.passOn('q');
  return null;
}

/** Asks once the keys are to be had; settles in the moment in which the keys are back. */
function ask<T>(
  asking: Asking,
  plan: Pick<QuestionOptions<T>, 'definition' | 'findChoice' | 'leaveOn'>,
  { announcement, signal }: ConfirmOptions = {},
): Promise<Selection<T>> {
  const { keys, output, hasColour, open } = asking;
  return new Promise((resolve, reject) => {
    let giveBack = () => {};
    const settle = (selection: Selection<T>) => {
      open.delete(question);
      giveBack();
      resolve(selection);
    };
    const question = prepareQuestion<T>({
      ...plan,
      hasColour,
      output: {
        write: (text) => void (keys.hasEnded || output.write(text)),
        get columns() {
          return output.columns || 80;
        },
      },
      onSettled: settle,
    });
    open.add(question);
    signal?.addEventListener('abort', () => question.leave(null), { once: true });
    giveBack = keys.borrow(
      {
        of: 'question',
        listener: question,
        begin() {
          asking.hasAsked = true;
          question.open().catch((error) => {
            reject(error);
            question.leave(null);
          });
        },
        refuse: () => question.leave(null),
      },
      announcement,
    );
  });
}
