// The silence of a program that answers no question: at work for a while, or busy with itself for good.
import { readTimes } from './pace.ts';
import type { ProgramUnderCheck } from './program-under-check.ts';

/** How long a silent program is given, in ms, and how much of that it has to have computed. */
const SILENT_MS = 3000;
const COMPUTED_MS = 1000;
/** After such a silence, in ms, nobody asks again, whatever the reason. */
const LOST_MS = 8000;

type Silent = Pick<ProgramUnderCheck, 'pid' | 'exit'>;

/** When a silence began, and how long the program had had a processor by then, in ms; null where the system doesn't tell. */
interface Silence {
  start: number;
  ran: number | null;
}

/** The silences of the programs of a check. */
export class Silences {
  /** Whether one of the programs was silent for so long, computing, that it will never answer. */
  hasStuck = false;
  /** Whether one of them was silent for so long that another attempt would only take as long. */
  hasLost = false;
  readonly #begun = new Map<Silent, Silence>();

  /** Notes whether a program has answered a question. */
  note(program: Silent, hasAnswered: boolean): void {
    const known = this.#begun.get(program);
    const ran = readTimes(program.pid)?.ran ?? null;
    if (hasAnswered) this.#begun.delete(program);
    else if (!known) this.#begun.set(program, { start: performance.now(), ran });
    else if (program.exit === null) {
      this.hasStuck ||= isForGood(known, ran);
      this.hasLost ||= this.hasStuck || performance.now() - known.start >= LOST_MS;
    }
  }
}

/** Whether it has computed all the while: a program that only waits for a processor is not to blame. */
function isForGood({ start, ran }: Silence, now: number | null): boolean {
  if (performance.now() - start < SILENT_MS) return false;
  return ran === null || (now !== null && now - ran >= COMPUTED_MS);
}
