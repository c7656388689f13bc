// A failure that is shown to the user in their language, instead of a stack trace.
import { sayBoth } from './bilingual.ts';
import type { Bilingual } from './language.ts';

/** What a user reads when a command can't be done: what happened, why, and what to do next. */
export class Failure extends Error {
  override readonly name = 'Failure';
  /** The text in both languages; lines are separated by `\n`, none is longer than a sentence or two. */
  readonly text: Bilingual;
  /** The process's exit code: 1 failed, 2 usage, 3 inconclusive. */
  readonly exitCode: 1 | 2 | 3;

  constructor(text: Bilingual, exitCode: 1 | 2 | 3 = 1, options?: ErrorOptions) {
    super(text.en, options);
    this.text = text;
    this.exitCode = exitCode;
  }
}

/** A usage Failure (exit code 2) with a text from the messages of an area. */
export function misuse<Messages>(
  messages: Bilingual<Messages>,
  say: (messages: Messages) => string,
): Failure {
  return new Failure(sayBoth(messages, say), 2);
}
