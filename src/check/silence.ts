// The silence of a program that answers no question: at work for a while, or busy with itself for good.
import { readTimes, subtract, type Times } from '../stage/processor-times.ts';
import { extend } from './pace.ts';
import type { ProgramUnderCheck } from './program-under-check.ts';

/** How long a silent program is given, in ms: less than an event is, so that the silence is told and not the deadline. */
const SILENT_MS = 2500;
/** How much of that it has to have computed, in ms. */
const COMPUTED_MS = 1250;
/** One that was never heard may still be loading: it has to have computed for longer, in ms, than loading takes. */
const LOADED_MS = 3000;
/** After such a silence, in ms, nobody asks again, whatever the reason; on a busy machine it is longer. */
const LOST_MS = 8000;

type Silent = Pick<ProgramUnderCheck, 'pid' | 'exit' | 'records'>;

/** When a silence began, and how long the program had had and awaited a processor by then; null where the system doesn't tell. */
interface Silence {
  start: number;
  times: Times | null;
}

/** The silences of the programs of a check. */
export class Silences {
  /** Whether one of the programs was silent for so long, computing, that it will never answer. */
  hasStuck = false;
  readonly #begun = new Map<Silent, Silence>();
  readonly #lost = new Set<Silent>();

  /** Whether one of them is silent for so long that another attempt would only take as long. */
  get hasLost(): boolean {
    return this.hasStuck || this.#lost.size > 0;
  }

  /** Notes that a program is asked; its silence, if it is one, begins now. */
  ask(program: Silent): void {
    if (this.#begun.has(program)) return;
    this.#begun.set(program, { start: performance.now(), times: readTimes(program.pid) });
  }

  /** Notes whether it has answered. */
  note(program: Silent, hasAnswered: boolean): void {
    const known = this.#begun.get(program);
    if (hasAnswered) {
      this.#begun.delete(program);
      this.#lost.delete(program);
    } else if (known && program.exit === null) {
      this.hasStuck ||= isForGood(known, program);
      if (isLost(known, program)) this.#lost.add(program);
    }
  }
}

/** Whether it has computed all the while: a program that only waits for a processor is not to blame. */
function isForGood({ start, times }: Silence, program: Silent): boolean {
  const now = readTimes(program.pid);
  const spent = performance.now() - start;
  const wasHeard = program.records.some(({ kind }) => kind !== 'start');
  // Where the system tells no processor times, the silence alone has to do.
  const computed = times && now ? subtract(now, times).ran : spent / 2;
  return spent >= SILENT_MS && computed >= (wasHeard ? COMPUTED_MS : LOADED_MS);
}

function isLost({ start, times }: Silence, { pid }: Silent): boolean {
  const spent = performance.now() - start;
  return spent >= extend(LOST_MS, [subtract(readTimes(pid), times)]);
}
