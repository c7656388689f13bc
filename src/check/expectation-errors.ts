// What was expected and did not come, and stimuli that could not be applied.
import type { Bilingual } from '../text/language.ts';
import { tellCheck } from '../text/messages/check.ts';

/** A text in both languages, or one of the checks' own. */
export type Text = Bilingual | Parameters<typeof tellCheck>[0];

/** Thrown when the program under check did something other than expected. */
export class UnmetExpectation extends Error {
  override readonly name = 'Unmet';
  readonly expected: Bilingual;
  readonly got: Bilingual;
  /** The bytes that came instead, where bytes were expected. */
  readonly bytes: Buffer | null;

  constructor(expected: Text, got: Text, bytes: Buffer | null = null) {
    super();
    this.expected = readText(expected);
    this.got = readText(got);
    this.bytes = bytes;
    this.message = `expected ${this.expected.en}, got ${this.got.en}`;
  }
}

/** Thrown when the stimulus could not be applied, so that nothing is known about the program. */
export class Inconclusive extends Error {
  override readonly name = 'Inconclusive';
  readonly reason: Bilingual;

  constructor(reason: Text) {
    super(readText(reason).en);
    this.reason = readText(reason);
  }
}

function readText(text: Text): Bilingual {
  return typeof text === 'function' ? tellCheck(text) : text;
}
