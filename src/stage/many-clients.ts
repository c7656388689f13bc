// Many clients of one kind: started one after the other, at a rate or as fast as the machine loads them.
import { availableParallelism } from 'node:os';
import { before } from './deadline.ts';
import type { ProgramOptions } from './launch.ts';
import type { Exit, Program } from './program.ts';

/** How one of many is started, and what may end that. */
export interface ManyStart {
  start(client: ProgramOptions): Program;
  /** Settles at the first sign of the program's own: it has been loaded. */
  stirred(program: Program): Promise<void>;
  isCalledOff(): boolean;
}

/** So many processes load at a time: more only take the processors from those that run. */
const LOADING_MOST = 2 * availableParallelism();
/** A program that shows no sign by then, in ms, may have nothing to show. */
const LOAD_MS = 5000;
/** How long a start is put off before it is asked again whether it is wanted, in ms. */
const NAP_MS = 50;

/** How a process ends that could not be started (127), or for which Node got no thread or no memory. */
const STILLBORN: readonly unknown[] = [127, 134, 'SIGABRT', 'SIGTRAP'];

/** Whether a program ended as one does where the machine has no process, thread or memory left for it. */
export function isStillborn(exit: Exit | null): boolean {
  return exit !== null && (STILLBORN.includes(exit.code) || STILLBORN.includes(exit.signal));
}

/**
 * Starts clients, and settles with those that were started, once all are, the start is called off, or the machine has
 * no process left for another one: those that follow would fare no better.
 */
export async function startMany(
  clients: readonly ProgramOptions[],
  { start, stirred, isCalledOff }: ManyStart,
): Promise<Program[]> {
  const started: Program[] = [];
  const loading = new Set<Promise<unknown>>();
  const begin = performance.now();
  for (const [index, client] of clients.entries()) {
    const due = begin + index * (client.many?.everyMs ?? 0);
    for (let left = due - performance.now(); !isCalledOff() && left > 0; ) {
      await sleep(Math.min(NAP_MS, left));
      left = due - performance.now();
    }
    while (!isCalledOff() && loading.size >= LOADING_MOST) await Promise.race(loading);
    const isExhausted = started.some(({ exit, pid }) => pid === 0 || isStillborn(exit));
    if (isCalledOff() || isExhausted) break;
    const program = start(client);
    started.push(program);
    if (program.isForeign) continue;
    const load = before(Promise.race([stirred(program), program.exited]), LOAD_MS);
    loading.add(load);
    void load.then(() => loading.delete(load));
  }
  // Of the last ones, too, it is known by then whether they got a process.
  await Promise.all(loading);
  return started;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
