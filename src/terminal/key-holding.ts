// Who has the keys: the walk, or one other at a time. A state machine, pure.

/**
 * Who can take the keys from the walk. A question and a talk are told of each key; an editor and the shell read
 * the terminal themselves.
 */
export type Borrower = 'question' | 'talk' | 'editor' | 'shell';

/** A wish for the keys; its id is used once. */
export interface Wish {
  readonly id: number;
  readonly of: Borrower;
}

/** Who has the keys, and who is to get them. */
export interface Holding {
  /** Who has them; null for the walk. */
  readonly holder: Wish | null;
  /** Questions that are asked as soon as the walk has the keys again, in order. */
  readonly waiting: readonly Wish[];
  /** The id of a check that runs and may come to ask. */
  readonly announced: number | null;
}

/** What happens. */
export type HoldingEvent =
  /** A check begins that may come to ask, with the wish of this id. */
  | { readonly kind: 'announce'; readonly id: number }
  | { readonly kind: 'wish'; readonly wish: Wish }
  /** Who has this id gives the keys back, or doesn't want them any more. */
  | { readonly kind: 'return'; readonly id: number }
  /** Whoever waits may have them. */
  | { readonly kind: 'next' };

/** What becomes of it: whose wishes are granted and refused, and which check is called off, by id. */
export interface Transition {
  readonly state: Holding;
  readonly granted?: number;
  readonly refused?: number;
  readonly calledOff?: number;
}

/** The walk has the keys, and nobody wants them. */
export const FREE: Holding = { holder: null, waiting: [], announced: null };

/**
 * The next state. The keys are granted only where the walk has them, so there are never two who hold them. Else a
 * question waits; a talk, an editor and the shell are refused, since it was a key that asked for them, and another was
 * faster. An announced check gives way to every other wish: its question would come as a surprise.
 */
export function stepHolding(state: Holding, event: HoldingEvent): Transition {
  switch (event.kind) {
    case 'announce':
      // Somebody took the keys between the wish to check and the beginning of it.
      if (state.holder !== null) return { state, calledOff: event.id };
      return { state: { ...state, announced: event.id }, ...callOff(state.announced) };
    case 'wish':
      return take(state, event.wish);
    case 'return':
      return { state: withdraw(state, event.id) };
    case 'next': {
      const [first, ...waiting] = state.waiting;
      if (!first || state.holder !== null) return { state };
      return { state: { ...state, holder: first, waiting }, granted: first.id };
    }
  }
}

/** Who is told of keys: the walk, their holder, or nobody where that one reads the terminal itself. */
export function routeKeys({ holder }: Holding): 'walk' | 'holder' | 'nobody' {
  if (holder === null) return 'walk';
  return isReader(holder.of) ? 'nobody' : 'holder';
}

/** Whether a borrower reads the terminal itself, which is then put back for it as the tour found it. */
export function isReader(of: Borrower): boolean {
  return of === 'editor' || of === 'shell';
}

function take(state: Holding, wish: Wish): Transition {
  const isFree = state.holder === null && state.waiting.length === 0;
  if (wish.id === state.announced) {
    const told = { ...state, announced: null };
    if (!isFree) return { state: told, refused: wish.id };
    return { state: { ...told, holder: wish }, granted: wish.id };
  }
  const others = { ...state, announced: null };
  const off = callOff(state.announced);
  if (state.holder === null)
    return { state: { ...others, holder: wish }, granted: wish.id, ...off };
  if (wish.of !== 'question') return { state, refused: wish.id };
  return { state: { ...others, waiting: [...state.waiting, wish] }, ...off };
}

function callOff(announced: number | null): Pick<Transition, 'calledOff'> {
  return announced === null ? {} : { calledOff: announced };
}

function withdraw(state: Holding, id: number): Holding {
  return {
    holder: state.holder?.id === id ? null : state.holder,
    waiting: state.waiting.filter((wish) => wish.id !== id),
    announced: state.announced === id ? null : state.announced,
  };
}
