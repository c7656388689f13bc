// What was expected and did not come, and stimuli that could not be applied.
import type { Bilingual } from '../text/language.ts';

/** Thrown when the program under check did something other than expected. */
export class UnmetExpectation extends Error {
  override readonly name = 'Unmet';
  readonly expected: Bilingual;
  readonly got: Bilingual;
  /** The bytes that came instead, where bytes were expected. */
  readonly bytes: Buffer | null;

  constructor(expected: Bilingual, got: Bilingual, bytes: Buffer | null = null) {
    super(`expected ${expected.en}, got ${got.en}`);
    this.expected = expected;
    this.got = got;
    this.bytes = bytes;
  }
}

/** Thrown when the stimulus could not be applied, so that nothing is known about the program. */
export class Inconclusive extends Error {
  override readonly name = 'Inconclusive';
  readonly reason: Bilingual;

  constructor(reason: Bilingual) {
    super(reason.en);
    this.reason = reason;
  }
}
