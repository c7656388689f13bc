// Waits for what a program may still do, no longer than until it is plain that nothing will come.
import { before } from '../stage/deadline.ts';
import type { Bilingual } from '../text/language.ts';
import { type checkMessages, tellCheck } from '../text/messages/check.ts';

/** Why nothing came: time ran out, nothing was left that could bring it, or a program is busy with itself alone. */
export type Never = 'deadline' | 'idle' | 'stuck';

/**
 * Looks whether all programs do nothing but wait for those who may speak to them: no timer runs, nothing is
 * being read, looked up or connected. Resolves to a mark of all they have done so far, or to null where
 * one is at work or doesn't answer.
 */
export interface Look {
  (): Promise<string | null>;
  /** Called when a wait turns out long. */
  watchPace?(): PaceWatch;
  /** Whether a program has computed for so long, without a turn of its event loop, that it will never answer. */
  isStuck?(): boolean;
  /** Whether a program was stopped in a debugger at the last look: until it goes on, no time passes for it. */
  isStopped?(): boolean;
}

/** Watches the pace of the programs during a wait. */
export interface PaceWatch {
  /** How long a wait of `ms` has to last, in ms: longer on a busy machine. */
  extend(ms: number): number;
  /** Told of the end of the wait. */
  end(by: 'deadline' | 'other'): void;
}

/** How long a wait lasts before the first look, and between looks, in ms. */
const GRACE_MS = 250;
const LOOK_MS = 100;
/** How much too early a timer may come, in ms: its clock is read in whole ones. */
const EARLY_MS = 1;

/** Names of `process.getActiveResourcesInfo` that bring nothing by themselves, and keep a program alive. */
const WAITING =
  /^(TCPServerWrap|TCPSocketWrap|PipeServerWrap|PipeWrap|UDPWrap|TLSWrap|SignalWrap)( |$)/;

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
 * What `promise` settles to. Gives up after `ms`, which last longer on a busy machine, or once two looks in a row have found all programs at rest
 * with nothing done in between: only what the check does can then bring about anything more. So a wrong
 * program is known as such in half a second, however slow the machine; the deadline is for those who
 * never rest.
 */
export async function waitUntilIdle<T>(
  promise: Promise<T>,
  ms: number,
  look: Look,
): Promise<T | Never> {
  let start = performance.now();
  let come = await before(promise, Math.min(GRACE_MS, ms));
  if (come !== 'deadline') return come;
  const pace = look.watchPace?.();
  let isLate = false;
  try {
    for (let last: string | null = null; ; ) {
      const left = start + (pace?.extend(ms) ?? ms) - performance.now();
      isLate = left <= EARLY_MS;
      if (isLate) return 'deadline';
      const seen = await look();
      if (look.isStuck?.()) return 'stuck';
      if (look.isStopped?.()) start = performance.now();
      const isAtRest = seen !== null && seen === last;
      last = seen;
      // What came while the programs were asked is there now.
      come = await before(promise, isAtRest ? 0 : Math.min(LOOK_MS, left));
      if (come !== 'deadline') return come;
      if (isAtRest) return 'idle';
    }
  } finally {
    pace?.end(isLate ? 'deadline' : 'other');
  }
}

/** Words for what did not come within `ms`: `pick` chooses between those for a deadline and those for rest. */
export function tellNever(
  never: Never,
  ms: number,
  pick: (say: (typeof checkMessages)['en']['never'][Never]) => (seconds: number) => string,
): Bilingual {
  return tellCheck((say) => pick(say.never[never])(ms / 1000));
}
