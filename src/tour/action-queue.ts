// A queue of actions: what is asked for while something starts or stops waits its turn.

/** Takes one action at a time. */
export interface ActionQueue {
  /** Settles when the action is done; rejects as it does. */
  add(action: () => Promise<void>): Promise<void>;
  /** Does nothing of what waits; the action under way goes on. */
  drop(): void;
  /** Settles when nothing that was added waits any more. */
  readonly done: Promise<void>;
  /** Whether an action is under way. */
  readonly isBusy: boolean;
}

/** Opens an empty queue; `onChange` is called when it may have become busy, or idle. */
export function openActionQueue(onChange: () => void): ActionQueue {
  let waiting = 0;
  let drops = 0;
  let last = Promise.resolve();
  return {
    add(action) {
      const mine = drops;
      waiting += 1;
      onChange();
      const done = last
        .then(() => (mine === drops ? action() : undefined))
        .finally(() => {
          waiting -= 1;
          onChange();
        });
      // An action that failed tells whoever asked for it, and the next one is tried all the same.
      last = done.catch(() => {});
      return done;
    },
    drop() {
      drops += 1;
    },
    get done() {
      return last;
    },
    get isBusy() {
      return waiting > 0;
    },
  };
}
