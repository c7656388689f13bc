// Waits until a program does nothing more before a peer reads what it has written.
import { setTimeout as rest } from 'node:timers/promises';
import type { ProgramUnderCheck } from './program-under-check.ts';
import { isIdle } from './wait-until-idle.ts';

/**
 * Why the wait ended. `quiet`: the program waits. `stuck`: it answers no question. `enough`: the caller has seen
 * enough. `ended`: the program has ended. `deadline`: the program never became quiet.
 */
export type Blocked = 'quiet' | 'stuck' | 'enough' | 'ended' | 'deadline';

/** How to wait. */
export interface BlockedWriterOptions {
  /** How long at most, in ms. */
  ms?: number;
  /** Whether the caller has seen enough. */
  isEnough?: () => boolean;
  /** A number that changes as long as the program does something that its tap doesn't report. */
  readMore?: () => number;
}

/** How far apart the looks are, in ms: longer than a delayed ACK (40 ms on Linux) in all. */
const LOOK_MS = 25;
/** How many looks in a row must find nothing new, and how many where a timer runs. */
const LOOKS = 4;
const LOOKS_WITH_TIMER = 16;
/** How long a program may go on, in ms. */
const QUIET_MS = 15_000;

/** Writes that wait for room in the kernel, and ends that wait for them. */
const WRITING = /(Write|Shutdown)Wrap$/;

/**
 * Waits until a program is quiet: it reads no file, nothing from it is in flight, its writes wait for a reader, and
 * several looks in a row find nothing new. A program with a timer, which may go on by
 * itself, is given longer. Returns early where `isEnough`.
 */
export async function untilBlocked(
  subject: ProgramUnderCheck,
  options: BlockedWriterOptions = {},
): Promise<Blocked> {
  const { ms = QUIET_MS, isEnough = () => false, readMore = () => 0 } = options;
  let deadline = performance.now() + ms;
  let last = '';
  let still = 0;
  let silent = 0;
  while (performance.now() < deadline) {
    const resources = await subject.resources();
    if (isEnough()) return 'enough';
    if (subject.exit) return 'ended';
    const isStopped = subject.isDebugged && resources === null;
    if (isStopped) deadline = performance.now() + ms;
    silent = resources === null && !isStopped ? silent + 1 : 0;
    if (silent === 2) return 'stuck';
    const waits = resources?.filter((name) => name !== 'Timeout' && !WRITING.test(name)) ?? null;
    const count = `${subject.records.length + subject.dropped} ${readMore()}`;
    still = isIdle(waits) && count === last ? still + 1 : 0;
    last = count;
    if (still >= (resources?.includes('Timeout') ? LOOKS_WITH_TIMER : LOOKS)) return 'quiet';
    await rest(LOOK_MS);
  }
  return 'deadline';
}
