// The failed attempts to connect to the addresses of a name, which Node tries in turn.

import type { ErrorContext } from './error-context.ts';
import type { ExplanationText } from './node-errors.ts';
import { type ErrorPlace, readErrorPlace, spell } from './printed-errors.ts';

/** An address that was tried in vain. */
interface Attempt {
  code: string;
  place: ErrorPlace;
}

/** The attempts in the messages of an AggregateError, joined by `; `; none where it is about something else. */
export function readAttempts(message: string): Attempt[] {
  const attempts = message.split('; ').map((each) => ({
    code: /^connect (E[A-Z]+)\b/.exec(each)?.[1] ?? '',
    place: readErrorPlace(each),
  }));
  return attempts.every(({ code, place }) => code !== '' && place.host !== null) ? attempts : [];
}

/** Tells of each address what came of it. */
export function explainAttempts(
  attempts: readonly Attempt[],
  { otherAddresses }: Pick<ErrorContext, 'otherAddresses'>,
): ExplanationText {
  const hosts = attempts.map(({ place }) => place.host);
  const isLocalhost = hosts.includes('127.0.0.1') && hosts.includes('::1');
  return ({ attempts: say }) => {
    const outcomes = attempts.map(({ code, place }, index) => {
      const shown = spell(place) ?? '';
      // Only an address that has another one after it is given up by Node; for the last one the system decides.
      if (code === 'ETIMEDOUT') return say.slow(shown, index < attempts.length - 1);
      return code === 'ECONNREFUSED' ? say.refused(shown) : say.other(shown, code);
    });
    return say.all(outcomes, isLocalhost, otherAddresses);
  };
}
