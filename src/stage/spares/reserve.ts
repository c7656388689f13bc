// A reserve: spares for programs that are started again and again, made ready while nothing else is to be done.
import type { ProgramOptions } from '../launch.ts';
import { takeFingerprint } from './fingerprint.ts';
import { openSpare, type Spare } from './spare.ts';
import type { Supply } from './spares.ts';

/** The most that wait at a time: the checks of a turn seldom start more programs, and each takes some 60 MB. */
const MOST = 5;

/** A spare that waits, and what it takes for granted. */
interface Waiting {
  fingerprint: string;
  spare: Spare;
}

/** Spares for what was started the last time; none that is taken is replaced before the reserve is told to. */
export class Reserve {
  #waiting: Waiting[] = [];
  #started: ProgramOptions[] = [];

  /** The ids of the processes that wait, or are about to. */
  get pids(): readonly number[] {
    return this.#waiting.map(({ spare }) => spare.child.pid ?? 0);
  }

  /** Begins anew to note what is started. */
  open(): Supply {
    this.#started = [];
    return {
      take: (options) => {
        this.#started.push(options);
        return this.#take(takeFingerprint(options));
      },
      fill: () => {},
    };
  }

  /** Makes spares ready for the first `MOST` programs that were started since it was opened. */
  fill(): void {
    const wanted = this.#started.slice(0, MOST).flatMap((options) => {
      const fingerprint = takeFingerprint(options);
      return fingerprint === null ? [] : { options, fingerprint };
    });
    const filled = wanted.map(({ options, fingerprint }) => ({
      fingerprint,
      // What doesn't change any more was compiled by the first who ran it.
      spare: this.#take(fingerprint) ?? openSpare(options, false),
    }));
    this.clear();
    this.#waiting = filled;
  }

  /** Kills those that wait. */
  clear(): void {
    for (const { spare } of this.#waiting.splice(0)) spare.kill();
  }

  #take(wanted: string | null): Spare | null {
    const fits = ({ fingerprint, spare }: Waiting) => fingerprint === wanted && !spare.hasEnded;
    const at = this.#waiting.findIndex(fits);
    return this.#waiting.splice(at, at < 0 ? 0 : 1)[0]?.spare ?? null;
  }
}
