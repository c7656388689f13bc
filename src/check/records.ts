// What the tap of a program, or a proxy, has reported: kept in order, and waited for.
import type { TapRecord } from '../stage/trace/record.ts';

/** How many records are kept; a program that floods reports millions. */
const KEPT = 8000;
/** What a flood is made of, and how many of the other kinds are kept from before it. */
const FLOOD = /^(stdout|stderr|write|unsent|data|arrived|drain|pause|resume)$/;
const KEPT_OTHERS = 1000;

/** Whether it is of a kind that comes in floods. */
export function isFlooding({ kind }: TapRecord): boolean {
  return FLOOD.test(kind);
}

/** Records as they come. */
export class Records {
  /** Those that are kept, in order: the last ones and, of kinds that don't come in floods, earlier ones. */
  readonly all: TapRecord[] = [];
  /** How many are not kept. */
  dropped = 0;
  readonly #watchers = new Set<(record: TapRecord) => void>();

  /** Takes one. */
  add(record: TapRecord): void {
    this.all.push(record);
    if (this.all.length > KEPT) {
      const old = this.all.splice(0, KEPT / 2);
      const others = old.filter((one) => !isFlooding(one)).slice(-KEPT_OTHERS);
      this.all.unshift(...others);
      this.dropped += old.length - others.length;
    }
    for (const watch of this.#watchers) watch(record);
  }

  /** The first from `since` on that passes the test; `wait` says how long it is waited for, and what else may come. */
  async first<T>(
    test: (record: TapRecord) => boolean,
    since: number,
    wait: (coming: Promise<TapRecord>) => Promise<T>,
  ): Promise<TapRecord | T> {
    const past = this.all.slice(since).find(test);
    if (past) return past;
    return wait(
      new Promise((resolve) => {
        const watch = (record: TapRecord) => {
          if (!test(record)) return;
          this.#watchers.delete(watch);
          resolve(record);
        };
        this.#watchers.add(watch);
      }),
    );
  }
}
