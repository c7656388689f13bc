// Where the learner stands: all keys and events, one after the other, in all states that can be reached.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stepStanding } from '../../src/tour/next-standing.ts';
import {
  beginStanding,
  type Effect,
  type Outcome,
  type Standing,
  type StandingEvent,
} from '../../src/tour/standing.ts';
import { openCourse, openWholeCourse, predict, programs, prose, run } from './standing-course.ts';

const COURSE = openWholeCourse();
const OTHER = openWholeCourse('zh');
const WORLDS = [{ hasServer: false }, { hasServer: true }];
const BEGIN = freeze(beginStanding(COURSE));
/** Where something is waited for, whose end comes as an event. */
const WAITING = ['question', 'aside', 'running', 'leaving'];
const LAST = COURSE.lesson.steps.length - 1;

function freeze(state: Standing): Standing {
  return Object.freeze({ ...state, guesses: Object.freeze([...state.guesses]) });
}

/** What tells two states apart, but for the number of the visit. */
function name({ course, step, next, stand, guesses, isSolutionTold }: Standing): string {
  const language = course.lesson.language;
  const guessed = guesses.map(({ chosen }) => chosen);
  return JSON.stringify({ language, step, next, stand, guessed, isSolutionTold });
}

function listAnswers({ stand, visit }: Standing): StandingEvent[] {
  const block = 'block' in stand ? stand.block : predict();
  const guess = { block, chosen: 0 };
  return [
    { kind: 'answer', visit, answer: { guess, pressed: null } },
    { kind: 'answer', visit, answer: { guess: { block, chosen: null }, pressed: 'q' } },
    { kind: 'answer', visit, answer: { aside: '?' } },
    { kind: 'answer', visit, answer: { aside: null } },
    { kind: 'asideOver', visit },
    { kind: 'rest', visit },
    { kind: 'leave', visit, goesOn: true },
    { kind: 'leave', visit, goesOn: false },
  ];
}

function listEvents(state: Standing): StandingEvent[] {
  return [
    ...[-1, 0, 1, 2, 99].map((step): StandingEvent => ({ kind: 'go', step })),
    { kind: 'enter' },
    { kind: 'back' },
    { kind: 'translate', course: OTHER },
    { kind: 'close' },
    ...listAnswers(state),
    ...listAnswers({ ...state, visit: state.visit - 1 }),
  ];
}

interface Change {
  before: Standing;
  event: StandingEvent;
  after: Outcome;
}

/** All that can happen, in all states that can be reached. */
function listChanges(): Change[] {
  const found = new Map([[name(BEGIN), BEGIN]]);
  const changes: Change[] = [];
  for (const before of found.values()) {
    for (const event of listEvents(before)) {
      for (const world of WORLDS) {
        const after = stepStanding(before, event, world);
        changes.push({ before, event, after });
        const key = name(after.state);
        if (!found.has(key)) found.set(key, freeze(after.state));
      }
    }
  }
  return changes;
}

const CHANGES = listChanges();

/** Holds a rule against every change that it is about. */
function holds(isMeant: (change: Change) => boolean, rule: (change: Change) => void): void {
  const meant = CHANGES.filter(isMeant);
  assert.ok(meant.length > 0);
  for (const change of meant) {
    try {
      rule(change);
    } catch (error) {
      const { before, event, after } = change;
      const effects = after.effects.map(({ kind }) => kind);
      const told = `${name(before)} ${JSON.stringify(event.kind)} ${name(after.state)} ${effects}`;
      throw new Error(told, { cause: error });
    }
  }
}

const all = () => true;
const isStale = ({ before, event }: Change) => 'visit' in event && event.visit !== before.visit;
const isAwaited = (effect: Effect) => 'visit' in effect;

describe('every event, wherever the learner stands', () => {
  it('leads to a place in the lesson', () => {
    holds(all, ({ after: { state } }) => {
      const blocks = COURSE.lesson.steps[state.step]?.blocks;
      assert.ok(blocks && state.next >= 0 && state.next <= blocks.length);
      if (state.stand.at === 'run') assert.equal(blocks[state.next]?.kind, 'run');
      if (state.stand.at === 'step' || state.stand.at === 'finish') {
        assert.equal(state.next, blocks.length);
        assert.equal(state.stand.at === 'finish', state.step === LAST);
      }
    });
  });

  it('has one thing at most waited for, and its end is known by the visit', () => {
    holds(all, ({ before, after: { state, effects } }) => {
      const awaited = effects.filter(isAwaited);
      const isNew = state !== before && WAITING.includes(state.stand.at);
      assert.deepEqual(
        awaited.map((effect) => 'visit' in effect && effect.visit),
        isNew ? [state.visit] : [],
      );
      if (isNew) assert.equal(effects.at(-1), awaited[0]);
    });
  });

  it('goes one step further only where the learner leaves a step that is read', () => {
    const isFurther = ({ before, after, event }: Change) =>
      event.kind !== 'go' && after.state.step > before.step;
    holds(isFurther, ({ before, after, event }) => {
      assert.deepEqual([event.kind, before.stand.at], ['leave', 'leaving']);
      assert.equal(after.state.step, before.step + 1);
      assert.equal(before.next, COURSE.lesson.steps[before.step]?.blocks.length);
    });
  });

  it('changes nothing where it answers what was asked at another visit; its key counts', () => {
    holds(isStale, ({ before, event, after: { state, effects } }) => {
      assert.equal(state, before);
      const answer = event.kind === 'answer' ? event.answer : { aside: null };
      const key = 'aside' in answer ? answer.aside : answer.pressed;
      const isLost = key === null || before.stand.at === 'closed';
      assert.deepEqual(effects, isLost ? [] : [{ kind: 'key', key }]);
    });
  });

  it('forgets guesses only where the learner goes to a step, or with their outcome', () => {
    const isLess = ({ before, after: { state } }: Change) =>
      state.visit === before.visit && state.guesses.length < before.guesses.length;
    holds(isLess, ({ before, after: { effects } }) => {
      const outcomes = effects.flatMap((effect) =>
        effect.kind === 'outcome' ? [effect.guess] : [],
      );
      assert.deepEqual(outcomes, before.guesses);
    });
  });

  it('tells once of the solution, before the run that plays it', () => {
    const isTold = ({ after }: Change) => after.effects.some(({ kind }) => kind === 'tellSolution');
    holds(isTold, ({ before, after: { state } }) => {
      assert.ok(!before.isSolutionTold && state.isSolutionTold);
      assert.ok(
        state.stand.at === 'run' && state.stand.programs.some(({ file }) => /^sol/.test(file)),
      );
    });
  });

  it('begins a visit wherever a step is printed from its title on', () => {
    holds(all, ({ before, event, after: { state, effects } }) => {
      const isPrinted = effects.some(({ kind }) => kind === 'title');
      const isClosing = event.kind === 'close' && before.stand.at !== 'closed';
      assert.equal(state.visit - before.visit, isPrinted || isClosing ? 1 : 0);
      if (isPrinted) assert.equal(effects[0]?.kind, 'title');
    });
  });

  it('does nothing once the lesson was left', () => {
    const isClosed = ({ before }: Change) => before.stand.at === 'closed';
    holds(isClosed, ({ before, after }) => assert.deepEqual(after, { state: before, effects: [] }));
  });
});

/** What is done by a list of events, each of the visit that it comes at. */
function follow(state: Standing, ...events: ((visit: number) => StandingEvent)[]): Outcome {
  const effects: Effect[] = [];
  let now = state;
  for (const event of events) {
    const after = stepStanding(now, event(now.visit), { hasServer: false });
    effects.push(...after.effects);
    now = after.state;
  }
  return { state: now, effects };
}

const go = (step: number) => (): StandingEvent => ({ kind: 'go', step });
const enter = (): StandingEvent => ({ kind: 'enter' });
const back = (): StandingEvent => ({ kind: 'back' });
const rest = (visit: number): StandingEvent => ({ kind: 'rest', visit });
const asideOver = (visit: number): StandingEvent => ({ kind: 'asideOver', visit });
const leave =
  (goesOn: boolean) =>
  (visit: number): StandingEvent => ({ kind: 'leave', visit, goesOn });

describe('Enter', () => {
  const isEnter = ({ event }: Change) => event.kind === 'enter';
  const at =
    (...places: string[]) =>
    (change: Change) =>
      isEnter(change) && places.includes(change.before.stand.at);

  it('never leads to another step by itself', () => {
    holds(isEnter, ({ before, after }) => assert.equal(after.state.step, before.step));
  });

  it('does nothing while something is waited for', () => {
    holds(at('begin', 'closed', ...WAITING), ({ before, after }) =>
      assert.deepEqual(after, { state: before, effects: [] }),
    );
  });

  it('starts the programs that it was said to start', () => {
    holds(at('run'), ({ before: { stand, visit }, after: { state, effects } }) => {
      assert.ok(stand.at === 'run');
      const { programs: list, options } = stand;
      assert.deepEqual(effects, [{ kind: 'play', visit, plan: { programs: list, options } }]);
      assert.equal(state.stand.at, 'running');
    });
  });

  it('ends the lesson behind its last block', () => {
    holds(at('finish'), ({ after }) => assert.deepEqual(after.effects, [{ kind: 'finish' }]));
  });

  it('asks for the checks of the turn that is left, if there was one', () => {
    const asked = follow(BEGIN, go(1), declineWith('b'), enter);
    assert.deepEqual(asked.effects.at(-1), { kind: 'leave', visit: 1, checks: ['one', 'two'] });
  });

  it('pressed many times in one moment passes over no step', () => {
    const course = openCourse([[prose()], [prose()], [prose()]]);
    const often = follow(beginStanding(course), go(0), enter, enter, enter);
    assert.deepEqual([often.state.step, often.state.stand.at], [0, 'leaving']);
    const answered = follow(
      often.state,
      leave(true),
      leave(true),
      enter,
      enter,
      leave(true),
      enter,
      leave(true),
    );
    assert.deepEqual([answered.state.step, answered.state.stand.at], [2, 'finish']);
    assert.equal(answered.effects.filter(({ kind }) => kind === 'title').length, 2);
  });
});

function declineWith(key: string) {
  return (visit: number): StandingEvent => {
    const guess = { block: predict(), chosen: null };
    return { kind: 'answer', visit, answer: { guess, pressed: key } };
  };
}

describe('a question', () => {
  const guess = { block: predict(), chosen: 1 };
  const answer = (visit: number): StandingEvent => {
    return { kind: 'answer', visit, answer: { guess, pressed: null } };
  };
  const asideFor =
    (aside: string | null) =>
    (visit: number): StandingEvent => {
      return { kind: 'answer', visit, answer: { aside } };
    };
  const { state: open } = follow(BEGIN, go(0), enter, rest, enter);

  it('is asked again, in full, after what it made way for', () => {
    assert.equal(open.stand.at, 'question');
    for (const key of ['?', null]) {
      const { state, effects } = follow(open, asideFor(key), asideOver);
      assert.deepEqual(state, open);
      assert.deepEqual(
        effects.map(({ kind }) => kind),
        ['aside', 'question', 'ask'],
      );
    }
  });

  it('has its outcome told after the run', () => {
    const run = follow(open, answer, answer, enter, rest);
    assert.equal(run.state.stand.at, 'outcome');
    const told = follow(run.state, enter).effects.map(({ kind }) => kind);
    assert.deepEqual(told, ['outcome', 'outcome', 'block']);
  });

  it('left by a key is printed with those behind it, asked no more, and the key counts last', () => {
    const { effects, state } = follow(open, declineWith('l'));
    assert.deepEqual(
      effects.map(({ kind }) => kind),
      ['question', 'prepare', 'key'],
    );
    assert.deepEqual(
      state.guesses.map(({ chosen }) => chosen),
      [null, null],
    );
  });

  it('is no more where the learner goes back meanwhile', () => {
    const { state } = follow(open, asideFor('r'), back);
    assert.deepEqual(
      follow(state, () => asideOver(open.visit)),
      { state, effects: [] },
    );
  });
});

describe('a turn', () => {
  it('is left only where the learner means it', () => {
    const { state } = follow(BEGIN, go(1), declineWith('b'), enter, leave(false));
    assert.deepEqual([state.step, state.stand.at], [1, 'step']);
    assert.equal(follow(state, enter, leave(true)).state.step, 2);
  });

  it('has saves run what was shown last, with its faults', () => {
    const { effects } = follow(BEGIN, go(1), declineWith('b'));
    const plan = { programs: programs('server', 'client'), options: { split: 1 } };
    assert.deepEqual(
      effects.find(({ kind }) => kind === 'turn'),
      { kind: 'turn', plan },
    );
  });
});

describe('the last run of a step', () => {
  it('is followed by what Enter does next, with nothing to press between', () => {
    const course = openCourse([[run({}, 'server')], [prose()]]);
    const { state } = follow(beginStanding(course), go(0), enter, rest);
    assert.equal(state.stand.at, 'step');
  });
});
