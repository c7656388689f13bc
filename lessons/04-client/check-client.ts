// The client of the check: what it is told, and what it printed.
import type { ProgramUnderCheck } from '../../src/check/kit.ts';

/** What the client asks. */
export const QUESTION = 'I am Chuck Norris!';
/** The answer; what comes after the second piece is there for those who guess where an answer ends. */
export const PIECES = ['You said', ' "I AM CHUCK NORRIS!"', ' and I', ' heard you.'];

/** The answers it printed, without the blanks around them. */
export function readAnswers(client: ProgramUnderCheck): string[] {
  return client.lines('stdout').flatMap((line) => /^DATA:(.*)$/.exec(line)?.[1]?.trim() ?? []);
}

/** Its own lines on stderr; Node may warn of something there. */
export function readComplaints(client: ProgramUnderCheck): string[] {
  const isWarning = /^\(node:\d+\)|^\(Use `node --trace/;
  return client.lines('stderr').filter((line) => line !== '' && !isWarning.test(line));
}

/** Whether it went to another port than it was told to. */
export function wentElsewhere({ records }: ProgramUnderCheck, port: number): boolean {
  return records.some(
    ({ kind, remote = '' }) => kind === 'connecting' && !remote.endsWith(`:${port}`),
  );
}
