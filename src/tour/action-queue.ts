// A queue of actions: what is asked for while something starts or stops waits its turn.

/** Takes one action at a time. */
export class ActionQueue {
  readonly #onChange: () => void;
  #waiting = 0;
  #drops = 0;
  #done = Promise.resolve();

  /** Opens an empty queue; `onChange` is called when it may have become busy, or idle. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Settles when the action is done; rejects as it does. */
  add(action: () => Promise<void>): Promise<void> {
    const mine = this.#drops;
    this.#waiting += 1;
    this.#onChange();
    const done = this.#done
      .then(() => (mine === this.#drops ? action() : undefined))
      .finally(() => {
        this.#waiting -= 1;
        this.#onChange();
      });
    // An action that failed tells whoever asked for it, and the next one is tried all the same.
    this.#done = done.catch(() => {});
    return done;
  }

  /** Does nothing of what waits; the action under way goes on. */
  drop(): void {
    this.#drops += 1;
  }

  /** Settles when nothing that was added waits any more. */
  get done(): Promise<void> {
    return this.#done;
  }

  /** Whether an action is under way. */
  get isBusy(): boolean {
    return this.#waiting > 0;
  }
}
