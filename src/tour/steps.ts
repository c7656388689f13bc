// The steps: keeps where the learner stands, and has done what follows from it.
import type { Lesson } from '../course/block.ts';
import { listPlayedBlocks } from '../course/run-blocks.ts';
import { type Course, listTurnChecks } from './block-programs.ts';
import { stepStanding } from './next-standing.ts';
import { beginStanding, type Effect, type Stand, type StandingEvent } from './standing.ts';
import { doAtOnce, follow, type StepsOptions } from './step-effects.ts';

/** A lesson being read. */
export interface Steps {
  readonly stand: Stand;
  /** The step shown, from 0. */
  readonly step: number;
  /** The ids of the checks that tell of the step shown; undefined where it is not the learner's turn. */
  readonly checks: readonly string[] | undefined;
  /** Prints a step, from 0, from its title on. */
  enter(step: number): Promise<void>;
  /** The step before, or the first one again. */
  goBack(): Promise<void>;
  /** Does what Enter does here. */
  advance(): Promise<void>;
  /** Prints the step again, of the lesson in another language. */
  translate(lesson: Lesson): Promise<void>;
  /** Goes no further; a question that is open is not asked again. */
  close(): void;
}

/** Opens the reading of a lesson; nothing is printed yet. */
export function openSteps(options: StepsOptions): Steps {
  let state = beginStanding(openCourse(options.lesson));

  /** Settles when all that follows is done. What is printed is printed at once. */
  async function take(event: StandingEvent): Promise<void> {
    const { hasServer } = options.performance;
    const { state: next, effects } = stepStanding(state, event, { hasServer });
    state = next;
    options.onChange();
    await Promise.all(effects.map(handle));
  }

  async function handle(effect: Effect): Promise<void> {
    if ('visit' in effect) await take(await follow(effect, options));
    else doAtOnce(effect, state.course.lesson, options);
  }

  return {
    get stand() {
      return state.stand;
    },
    get step() {
      return state.step;
    },
    get checks() {
      return listTurnChecks(state.course.lesson, state.step);
    },
    enter: (step) => take({ kind: 'go', step }),
    goBack: () => take({ kind: 'back' }),
    advance: () => take({ kind: 'enter' }),
    translate: (lesson) => take({ kind: 'translate', course: openCourse(lesson) }),
    close: () => void take({ kind: 'close' }),
  };
}

function openCourse(lesson: Lesson): Course {
  return { lesson, played: listPlayedBlocks(lesson) };
}
