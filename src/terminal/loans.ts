// Loans of the keys: who asked for them, and who is told that they are granted, refused or called off.
import {
  type Borrower,
  FREE,
  type Holding,
  type HoldingEvent,
  isReader,
  routeKeys,
  stepHolding,
} from './key-holding.ts';
import type { KeyListener } from './keys.ts';

/** Who borrows the keys. */
export interface Loan {
  of: Borrower;
  /** Is told of the keys; without it nobody is. */
  listener?: KeyListener;
  /** Called when it has the keys: at once, or for a question that had to wait, later. */
  begin(): void;
  /** Called in place of that, where somebody else has the keys. */
  refuse(): void;
}

/** A check that runs, and may come to ask. */
export interface Announcement {
  readonly id: number;
  /** It doesn't come to ask any more. */
  withdraw(): void;
}

/** What loans need. */
export interface LoansOptions {
  /** Called when who has the keys may have changed. */
  onChange(): void;
  /** Called when somebody who draws on the terminal gets the keys, and when they are back. */
  onLend(isLent: boolean): void;
}

/** The keys, lent to one at a time. */
export class Loans {
  readonly #options: LoansOptions;
  readonly #loans = new Map<number, Loan>();
  readonly #checks = new Map<number, () => void>();
  #holding: Holding = FREE;
  #ids = 0;

  constructor(options: LoansOptions) {
    this.#options = options;
  }

  /** Whether somebody who reads the terminal itself has the keys. */
  get hasReader(): boolean {
    const { holder } = this.#holding;
    return holder !== null && isReader(holder.of);
  }

  /** Whether anybody has borrowed the keys. */
  get isLent(): boolean {
    return this.#holding.holder !== null;
  }

  /** Who is told of keys: `walk` where nobody has borrowed them; null where nobody is. */
  findListener(walk: KeyListener | null): KeyListener | null {
    const route = routeKeys(this.#holding);
    if (route === 'walk') return walk;
    const { holder } = this.#holding;
    return (route === 'holder' && holder && this.#loans.get(holder.id)?.listener) || null;
  }

  /** Says that a check runs which may come to ask, and how it is called off. */
  announce(callOff: () => void): Announcement {
    const id = this.#nextId();
    this.#checks.set(id, callOff);
    this.#step({ kind: 'announce', id });
    return { id, withdraw: () => this.#giveBack(id) };
  }

  /** Asks for the keys, as who announced it where one did; the function returned gives them back, or withdraws the wish. */
  borrow(loan: Loan, announcement?: Announcement): () => void {
    const id = announcement?.id ?? this.#nextId();
    this.#loans.set(id, loan);
    this.#step({ kind: 'wish', wish: { id, of: loan.of } });
    return () => this.#giveBack(id);
  }

  /** Forgets all of them. */
  close(): void {
    this.#holding = FREE;
    this.#loans.clear();
    this.#checks.clear();
    this.#options.onChange();
  }

  #nextId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  #step(event: HoldingEvent): void {
    const before = this.#holding.holder;
    const { state, granted, refused, calledOff } = stepHolding(this.#holding, event);
    this.#holding = state;
    if (before && before !== state.holder && before.of !== 'talk') this.#options.onLend(false);
    this.#options.onChange();
    if (calledOff !== undefined) this.#checks.get(calledOff)?.();
    if (refused !== undefined) this.#refuse(refused);
    if (granted !== undefined) this.#grant(granted);
  }

  #grant(id: number): void {
    const loan = this.#loans.get(id);
    if (loan && loan.of !== 'talk') this.#options.onLend(true);
    loan?.begin();
  }

  #refuse(id: number): void {
    const loan = this.#loans.get(id);
    this.#giveBack(id);
    loan?.refuse();
  }

  #giveBack(id: number): void {
    this.#loans.delete(id);
    this.#checks.delete(id);
    this.#step({ kind: 'return', id });
    // What was told meanwhile is shown first.
    if (this.#holding.waiting.length > 0) setImmediate(() => this.#step({ kind: 'next' }));
  }
}
