// Where the learner stands in a lesson: the states, what happens, and what is to be done. The machine is next-standing.ts.
import type { Block, Predict, Run, RunProgram } from '../course/block.ts';
import type { Key } from '../terminal/terminal.ts';
import type { Course, Plan, PlayOptions, Spot } from './block-programs.ts';
import type { Answer, Guess } from './prediction.ts';

/** What Enter does next. */
export type Stand =
  | {
      readonly at: 'run';
      readonly programs: readonly RunProgram[];
      readonly options: PlayOptions;
      /** Whether there is or was a server that clients may connect to. */
      readonly isServed: boolean;
    }
  /** What was predicted is answered. */
  | { readonly at: 'outcome' }
  | { readonly at: 'more' }
  | { readonly at: 'step' }
  | { readonly at: 'finish' }
  | Busy;

/** Enter does nothing: what is waited for comes as an event. */
type Busy =
  /** No step is shown yet. */
  | { readonly at: 'begin' }
  /** A prediction is open. */
  | { readonly at: 'question'; readonly block: Predict }
  /** A prediction has made way for a key or a save. */
  | { readonly at: 'aside'; readonly block: Predict }
  /** Programs of a run block have yet to come to rest. */
  | { readonly at: 'running' }
  /** Whether the learner goes on is not decided. */
  | { readonly at: 'leaving' }
  /** The lesson was left. */
  | { readonly at: 'closed' };

/** Where the learner stands. */
export interface Standing extends Spot {
  readonly course: Course;
  readonly stand: Stand;
  /** Guesses that wait for their outcome. */
  readonly guesses: readonly Guess[];
  /** Whether the learner knows whose programs run behind a turn. */
  readonly isSolutionTold: boolean;
  /** Counts the steps entered: what waited while the learner went elsewhere goes no further. */
  readonly visit: number;
}

/** What happens. `visit` is that of the effect that it answers. */
export type StandingEvent =
  /** The learner comes to a step, from 0. */
  | { readonly kind: 'go'; readonly step: number }
  /** Enter, where it is not needed elsewhere. */
  | { readonly kind: 'enter' }
  | { readonly kind: 'back' }
  /** The same lesson in another language. */
  | { readonly kind: 'translate'; readonly course: Course }
  | { readonly kind: 'answer'; readonly visit: number; readonly answer: Answer }
  /** What a question made way for is done. */
  | { readonly kind: 'asideOver'; readonly visit: number }
  /** What a run block started has come to rest. */
  | { readonly kind: 'rest'; readonly visit: number }
  /** Whether the learner goes on to the next step. */
  | { readonly kind: 'leave'; readonly visit: number; readonly goesOn: boolean }
  | { readonly kind: 'close' };

/** What is to be done, in this order. */
export type Effect = ImmediateEffect | AwaitedEffect;

/** What is done in a moment. */
export type ImmediateEffect =
  /** A step is shown from here on; a question that is open elsewhere is cut off. */
  | { readonly kind: 'title'; readonly step: number }
  | { readonly kind: 'block'; readonly block: Exclude<Block, Run | Predict> }
  /** The learner's turn begins: saves run this. */
  | { readonly kind: 'turn'; readonly plan: Plan }
  /** The learner is told that the course's solution runs from here on. */
  | { readonly kind: 'tellSolution' }
  /** Processes are made ready for these. */
  | { readonly kind: 'prepare'; readonly programs: readonly RunProgram[] }
  | { readonly kind: 'question'; readonly block: Predict }
  | { readonly kind: 'outcome'; readonly guess: Guess }
  /** A key that was pressed in place of an answer does what it does at any other time. */
  | { readonly kind: 'key'; readonly key: Key }
  | { readonly kind: 'finish' };

/** What takes a while, and is answered by an event with the same `visit`. */
export type AwaitedEffect =
  | { readonly kind: 'ask'; readonly visit: number; readonly block: Predict }
  /** The question made way for a key, or for a save (null). */
  | { readonly kind: 'aside'; readonly visit: number; readonly key: Key | null }
  | { readonly kind: 'play'; readonly visit: number; readonly plan: Plan }
  /** The learner wants to go on from a turn with these checks, or from a step without a turn (undefined). */
  | {
      readonly kind: 'leave';
      readonly visit: number;
      readonly checks: readonly string[] | undefined;
    };

/** What is known at the moment of an event. */
export interface World {
  /** Whether a server was started, running or not. */
  readonly hasServer: boolean;
}

/** What becomes of an event. */
export interface Outcome {
  readonly state: Standing;
  readonly effects: readonly Effect[];
}

/** A lesson of which nothing is shown yet. */
export function beginStanding(course: Course): Standing {
  const stand = { at: 'begin' } as const;
  return { course, step: 0, next: 0, stand, guesses: [], isSolutionTold: false, visit: 0 };
}
