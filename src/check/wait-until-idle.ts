// Patience: how long a check waits for what a program may still do, and how it knows that nothing will come.
import { before } from '../stage/deadline.ts';
import type { Bilingual } from '../text/language.ts';
import { type checkMessages, tellCheck } from '../text/messages/check.ts';

/** Why nothing came: time ran out, or nothing was left that could bring it. */
export type Never = 'deadline' | 'idle';

/**
 * Looks whether all programs do nothing but wait for those who may speak to them: no timer runs, nothing is
 * being read, looked up or connected. Resolves to a mark of all they have done so far, or to null where
 * one is at work or doesn't answer.
 */
export interface Look {
  (): Promise<string | null>;
  /** Called when a wait turns out long: the returned watch is told of its end, by a deadline or otherwise. */
  watchPace?(): (end: 'deadline' | 'other') => void;
}

/** How long a wait lasts before the first look, and between looks, in ms. */
const GRACE_MS = 250;
const LOOK_MS = 100;
/** How much too early a timer may come, in ms: its clock is read in whole ones. */
const EARLY_MS = 1;

/** Names of `process.getActiveResourcesInfo` that bring nothing by themselves, and keep a program alive. */
const WAITING =
  /^(TCPServerWrap|TCPSocketWrap|PipeServerWrap|PipeWrap|UDPWrap|TLSWrap|SignalWrap)$/;

/**
 * Whether a program with these resources waits for others. One without any is about to end, or still being
 * loaded: neither is at rest.
 */
export function isIdle(resources: readonly string[] | null): boolean {
  return (
    resources !== null && resources.length > 0 && resources.every((name) => WAITING.test(name))
  );
}

/**
 * What `promise` settles to. Gives up after `ms`, or once two looks in a row have found all programs at rest
 * with nothing done in between: only what the check does can then bring about anything more. So a wrong
 * program is known as such in half a second, however slow the machine; the deadline is for those who
 * never rest.
 */
export async function waitUntilIdle<T>(
  promise: Promise<T>,
  ms: number,
  look: Look,
): Promise<T | Never> {
  const deadline = performance.now() + ms;
  const first = await before(promise, Math.min(GRACE_MS, ms));
  if (first !== 'deadline') return first;
  const endWatch = look.watchPace?.();
  let end: 'deadline' | 'other' = 'other';
  try {
    const settled = await lookOn(promise, deadline, look);
    if (settled === 'deadline') end = 'deadline';
    return settled;
  } finally {
    endWatch?.(end);
  }
}

async function lookOn<T>(promise: Promise<T>, deadline: number, look: Look): Promise<T | Never> {
  for (let last: string | null = null; ; ) {
    if (performance.now() >= deadline - EARLY_MS) return 'deadline';
    const seen = await look();
    if (seen !== null && seen === last) return settleNow(promise);
    last = seen;
    const left = deadline - performance.now();
    const first = await before(promise, Math.max(0, Math.min(LOOK_MS, left)));
    if (first !== 'deadline') return first;
  }
}

/** What came while the programs were asked is there now, or never. */
async function settleNow<T>(promise: Promise<T>): Promise<T | 'idle'> {
  const first = await before(promise, 0);
  return first === 'deadline' ? 'idle' : first;
}

/** Words for what did not come within `ms`: `pick` chooses between those for a deadline and those for rest. */
export function tellNever(
  never: Never,
  ms: number,
  pick: (say: (typeof checkMessages)['en']['never'][Never]) => (seconds: number) => string,
): Bilingual {
  return tellCheck((say) => pick(say.never[never])(ms / 1000));
}
