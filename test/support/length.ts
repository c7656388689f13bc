// What each run of the suite leaves to one at length, `npm run suite -- --long`, which is made every night.

/** The variable that is set in a run at length. */
export const LONG_VARIABLE = 'SOCKET_TOUR_LONG';

const isLong = process.env[LONG_VARIABLE] !== undefined;

/** The option `skip` of a test that is for a run at length. */
export const unlessLong: false | string = isLong ? false : 'for npm run suite -- --long';

/** Of cases of one kind, the first and then each `step`-th; all of them in a run at length. */
export function few<T>(cases: Iterable<T>, step: number): T[] {
  return [...cases].filter((_, index) => isLong || index % step === 0);
}
