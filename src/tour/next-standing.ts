// What follows from a key or an answer, wherever the learner stands. A state machine, pure.
import type { Block, Predict, Run, Step } from '../course/block.ts';
import { isSolution } from '../course/run-blocks.ts';
import { isServer } from '../stage/run-state.ts';
import type { Key } from '../terminal/terminal.ts';
import { listBlockPrograms, listTurnChecks, planOptions, planTurn } from './block-programs.ts';
import type { Answer } from './prediction.ts';
import type { Effect, Outcome, Standing, StandingEvent, World } from './standing.ts';

/** The next state, and what is to be done. Of a lesson that was left, nothing. */
export function stepStanding(state: Standing, event: StandingEvent, world: World): Outcome {
  if (state.stand.at === 'closed') return stay(state);
  switch (event.kind) {
    case 'go':
      return enterStep(state, event.step, world);
    case 'back':
      return enterStep(state, state.step - 1, world);
    case 'translate':
      return enterStep({ ...state, course: event.course }, state.step, world);
    case 'enter':
      return goOn(state, world);
    case 'answer':
      return takeAnswer(state, event, world);
    case 'asideOver':
      if (event.visit !== state.visit || state.stand.at !== 'aside') return stay(state);
      return ask(state, state.stand.block);
    case 'rest':
      if (event.visit !== state.visit || state.stand.at !== 'running') return stay(state);
      return rest(state, world);
    case 'leave':
      if (event.visit !== state.visit || state.stand.at !== 'leaving') return stay(state);
      if (event.goesOn) return enterStep(state, state.step + 1, world);
      return stay({ ...state, stand: { at: 'step' } });
    case 'close':
      return stay({ ...state, visit: state.visit + 1, stand: { at: 'closed' } });
  }
}

function stay(state: Standing): Outcome {
  return { state, effects: [] };
}

/** Shows a step from its title on; a number beyond the lesson is that of its first or last step. */
function enterStep(state: Standing, index: number, world: World): Outcome {
  const step = Math.max(0, Math.min(index, state.course.lesson.steps.length - 1));
  const entered = { ...state, step, next: 0, guesses: [], visit: state.visit + 1 };
  return doFirst([{ kind: 'title', step }], show(entered, null, world));
}

/** What Enter does. */
function goOn(state: Standing, world: World): Outcome {
  const { stand, visit, guesses } = state;
  switch (stand.at) {
    case 'run': {
      const { programs, options } = stand;
      const started = { ...state, next: state.next + 1, stand: { at: 'running' } as const };
      return { state: started, effects: [{ kind: 'play', visit, plan: { programs, options } }] };
    }
    case 'outcome':
    case 'more': {
      const outcomes = guesses.map((guess): Effect => ({ kind: 'outcome', guess }));
      return doFirst(outcomes, show({ ...state, guesses: [] }, null, world));
    }
    case 'step': {
      // Decided by an event of its own, so that Enter pressed twice in one moment passes over no step.
      const checks = listTurnChecks(state.course.lesson, state.step);
      const leaving = { ...state, stand: { at: 'leaving' } as const };
      return { state: leaving, effects: [{ kind: 'leave', visit, checks }] };
    }
    case 'finish':
      return { state, effects: [{ kind: 'finish' }] };
    default:
      return stay(state);
  }
}

function takeAnswer(
  state: Standing,
  { visit, answer }: { visit: number; answer: Answer },
  world: World,
): Outcome {
  const key = 'aside' in answer ? answer.aside : answer.pressed;
  const { stand } = state;
  if (visit !== state.visit || stand.at !== 'question') {
    // The learner is elsewhere already, and what was pressed counts there.
    return { state, effects: listKey(key) };
  }
  if ('aside' in answer) {
    const aside = { ...state, stand: { at: 'aside', block: stand.block } as const };
    return { state: aside, effects: [{ kind: 'aside', visit, key }] };
  }
  return show({ ...state, guesses: [...state.guesses, answer.guess] }, key, world);
}

function rest(state: Standing, world: World): Outcome {
  const isWaiting = state.guesses.length > 0;
  if (!isWaiting && state.next >= stepOf(state).blocks.length) return show(state, null, world);
  return stay({ ...state, stand: { at: isWaiting ? 'outcome' : 'more' } });
}

/** Shows blocks up to the next one that needs the learner. A key that leads elsewhere counts as soon as that is done. */
function show(state: Standing, pressed: Key | null, world: World): Outcome {
  const { blocks } = stepOf(state);
  const block = blocks[state.next];
  if (block?.kind === 'run') return comeToRun(state, block, pressed, world);
  if (block === undefined) {
    const isLast = state.step + 1 >= state.course.lesson.steps.length;
    const stand = { at: isLast ? 'finish' : 'step' } as const;
    return { state: { ...state, stand }, effects: listKey(pressed) };
  }
  const shown = { ...state, next: state.next + 1 };
  if (block.kind !== 'predict')
    return doFirst(showBlock(shown, block), show(shown, pressed, world));
  if (pressed === null) return ask(shown, block);
  // Who leaves is not asked.
  const guesses = [...shown.guesses, { block, chosen: null }];
  return doFirst([{ kind: 'question', block }], show({ ...shown, guesses }, pressed, world));
}

function showBlock(state: Standing, block: Exclude<Block, Run | Predict>): Effect[] {
  if (block.kind !== 'try') return [{ kind: 'block', block }];
  const plan = planTurn(state.course, state, block);
  return [
    { kind: 'block', block },
    { kind: 'turn', plan },
  ];
}

function comeToRun(state: Standing, block: Run, pressed: Key | null, world: World): Outcome {
  const options = planOptions(block);
  const programs = listBlockPrograms(state.course, state, block, world.hasServer);
  const isServed = world.hasServer || programs.some(({ actor }) => isServer(actor));
  const isNews = !state.isSolutionTold && programs.some(isSolution);
  const stand = { at: 'run', programs, options, isServed } as const;
  const effects: Effect[] = isNews ? [{ kind: 'tellSolution' }] : [];
  if (options.times === undefined) effects.push({ kind: 'prepare', programs });
  return {
    state: { ...state, stand, isSolutionTold: state.isSolutionTold || isNews },
    effects: [...effects, ...listKey(pressed)],
  };
}

function ask(state: Standing, block: Predict): Outcome {
  const { visit } = state;
  return {
    state: { ...state, stand: { at: 'question', block } },
    effects: [
      { kind: 'question', block },
      { kind: 'ask', visit, block },
    ],
  };
}

function listKey(key: Key | null): Effect[] {
  return key === null ? [] : [{ kind: 'key', key }];
}

function doFirst(effects: readonly Effect[], { state, effects: others }: Outcome): Outcome {
  return { state, effects: [...effects, ...others] };
}

function stepOf({ course, step }: Standing): Step {
  return course.lesson.steps[step] as Step;
}
