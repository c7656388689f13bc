// Tests which part of the tour has the keys: all events, one after the other, in all states that can be reached.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Borrower,
  FREE,
  type Holding,
  type HoldingEvent,
  routeKeys,
  stepHolding,
  type Transition,
} from '../../src/terminal/key-holding.ts';

const KINDS: readonly Borrower[] = ['question', 'talk', 'editor', 'shell'];
const wish = (id: number, of: Borrower): HoldingEvent => ({ kind: 'wish', wish: { id, of } });
const EVENTS: readonly HoldingEvent[] = [
  ...KINDS.map((of, index) => wish(index + 1, of)),
  wish(5, 'question'),
  { kind: 'announce', id: 6 },
  { kind: 'announce', id: 7 },
  wish(6, 'question'),
  ...[1, 2, 3, 4, 5, 6].map((id): HoldingEvent => ({ kind: 'return', id })),
  { kind: 'next' },
];

/** Whether an id is in use; each is used once. */
function isKnown({ holder, waiting, announced }: Holding, id: number): boolean {
  return holder?.id === id || waiting.some((each) => each.id === id) || announced === id;
}

/** The events that can come in a state. */
function listEvents(state: Holding): readonly HoldingEvent[] {
  return EVENTS.filter((event) => {
    if (event.kind === 'wish') {
      if (event.wish.id === 6) return state.announced === 6 || !isKnown(state, 6);
      return !isKnown(state, event.wish.id);
    }
    return event.kind !== 'announce' || !isKnown(state, event.id);
  });
}

/** All states that can be reached. */
function reachAll(): Holding[] {
  const found = new Map([[JSON.stringify(FREE), FREE]]);
  for (const state of found.values()) {
    for (const event of listEvents(state)) {
      const next = stepHolding(state, event).state;
      found.set(JSON.stringify(next), next);
    }
  }
  return [...found.values()];
}

/** What has to hold of every step. */
function assertSane(before: Holding, event: HoldingEvent, after: Transition): void {
  const told = JSON.stringify({ before, event, after });
  const { state, granted, refused, calledOff } = after;
  if (granted !== undefined) {
    assert.equal(before.holder, null, `two have the keys: ${told}`);
    assert.equal(state.holder?.id, granted, told);
  }
  const isReturned = event.kind === 'return' && event.id === before.holder?.id;
  if (before.holder && !isReturned) assert.deepEqual(state.holder, before.holder, told);
  if (isReturned) assert.equal(state.holder, null, `the keys don't come back: ${told}`);
  if (refused !== undefined) assert.ok(!isKnown(state, refused), told);
  if (calledOff !== undefined) assert.ok(!isKnown(state, calledOff), told);
  if (event.kind !== 'wish') return;
  const waits = state.waiting.some(({ id }) => id === event.wish.id);
  const answers = [granted, refused].filter((id) => id === event.wish.id).length + Number(waits);
  assert.equal(answers, 1, `a wish is granted, refused or waits: ${told}`);
  assert.ok(!waits || event.wish.of === 'question', told);
}

describe('the keys', () => {
  const states = reachAll();

  it('have one holder at a time, whatever happens twice in any state', () => {
    assert.ok(states.length > 50, `${states.length} states`);
    for (const state of states) {
      for (const first of listEvents(state)) {
        const between = stepHolding(state, first);
        assertSane(state, first, between);
        for (const second of listEvents(between.state)) {
          assertSane(between.state, second, stepHolding(between.state, second));
        }
      }
    }
  });

  it('come back to the tour from every state, once each holder is done', () => {
    for (const start of states) {
      let state = start;
      for (let step = 0; step < 10 && (state.holder || state.waiting.length > 0); step += 1) {
        const event: HoldingEvent = state.holder
          ? { kind: 'return', id: state.holder.id }
          : { kind: 'next' };
        ({ state } = stepHolding(state, event));
      }
      assert.equal(routeKeys(state), 'walk', JSON.stringify(start));
    }
  });

  it('go to their borrower, and nowhere while it reads the terminal itself', () => {
    const routes = KINDS.map((of) => routeKeys(stepHolding(FREE, wish(1, of)).state));
    assert.deepEqual(routes, ['holder', 'holder', 'nobody', 'nobody']);
    assert.equal(routeKeys(FREE), 'walk');
  });

  it('make a question wait, and refuse one that a key asks for', () => {
    for (const holder of KINDS) {
      const { state } = stepHolding(FREE, wish(1, holder));
      for (const of of KINDS) {
        const { refused, state: next } = stepHolding(state, wish(2, of));
        assert.equal(refused, of === 'question' ? undefined : 2);
        assert.equal(next.waiting.length, of === 'question' ? 1 : 0);
      }
    }
  });

  it('cancel a check that may ask a question, whatever takes them', () => {
    const { state } = stepHolding(FREE, { kind: 'announce', id: 9 });
    assert.equal(stepHolding(state, wish(9, 'question')).granted, 9);
    for (const of of KINDS) {
      const taken = stepHolding(state, wish(1, of));
      assert.equal(taken.calledOff, 9);
      // The tour has given its keys away, so its question comes too late.
      assert.equal(taken.state.announced, null);
    }
    // A check that began while an editor has the keys doesn't ask over it.
    const editing = stepHolding(FREE, wish(1, 'editor')).state;
    const announced = stepHolding(editing, { kind: 'announce', id: 9 });
    assert.equal(announced.calledOff, 9);
    assert.equal(announced.state.announced, null);
  });
});
