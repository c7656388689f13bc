// A server's word: that it listens, or that it won't.
import type { Place } from './meeting.ts';
import type { Program } from './program.ts';
import { waitForServer } from './readiness.ts';
import type { Readiness, Stage } from './stage.ts';

/** What is waited for. */
export interface WordOptions {
  /** How long it has, in ms. */
  ms: number;
  /** Where it is to listen. */
  place: Place;
  /** Whether it may be a client. */
  isUnsure?: boolean | undefined;
}

/**
 * Waits until a program listens, has ended, or `ms` have passed. One that may be a client is one where it asks for a
 * connection first, or ends well.
 */
export async function waitForWord(
  stage: Stage,
  program: Program,
  { ms, place, isUnsure = false }: WordOptions,
): Promise<Readiness | 'client'> {
  const ready = waitForServer(stage, program, ms, place);
  if (!isUnsure || program.isForeign) return ready;
  const asked = stage.seen(program, 'connecting').then(() => 'client' as const);
  const word = await Promise.race([ready, asked]);
  const hasEndedWell = typeof word === 'object' && 'exit' in word && word.exit.code === 0;
  return hasEndedWell ? 'client' : word;
}
