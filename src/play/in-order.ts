// Work on many things at a time, told in their order.

/** What is done with each of many things. */
export interface Work<Thing, Result> {
  /** How many are worked on side by side. */
  atATime: number;
  /** Does it; undefined where it was called off. */
  work(thing: Thing): Promise<Result | undefined>;
  /** Whether the result may be owed to what ran beside it; then the thing is worked on once more, alone, at the end. */
  isOwedToOthers(result: Result): boolean;
  /** Called with each result as soon as all things before it have theirs. */
  tell(thing: Thing, result: Result): void;
}

/** Works on all things. Rejects with the first error of `work` once all that had begun has ended. */
export async function workInOrder<Thing, Result>(
  things: readonly Thing[],
  { atATime, work, isOwedToOthers, tell }: Work<Thing, Result>,
): Promise<void> {
  const results = new Map<number, Result>();
  const again: [number, Thing][] = [];
  let told = 0;
  const keep = (index: number, result: Result) => {
    results.set(index, result);
    while (results.has(told)) {
      tell(things[told] as Thing, results.get(told) as Result);
      results.delete(told);
      told += 1;
    }
  };
  const waiting = things.entries();
  const workOn = async () => {
    for (const [index, thing] of waiting) {
      const result = await work(thing);
      if (result === undefined) return;
      if (atATime > 1 && things.length > 1 && isOwedToOthers(result)) again.push([index, thing]);
      else keep(index, result);
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: atATime }, workOn));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  for (const [index, thing] of again) {
    const result = await work(thing);
    if (result === undefined) return;
    keep(index, result);
  }
}
