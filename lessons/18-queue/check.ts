// What lesson 18 demands: a door that lets in a few, says a word to the others, and knows who is inside.
import { COMMON, checks, type Peer, type Phase, type Tools } from '../../src/check/kit.ts';
import {
  assumeReset,
  BUSY,
  type Call,
  connectTo,
  demandFin,
  demandStay,
  enter,
  MAX,
  nameNoEnd,
  nameOpen,
  nameRefusal,
  turnAway,
  untilClosed,
  WELCOME,
} from './check-calls.ts';

/** How many come to a door behind which there is no room. */
const TURNED_AWAY = 2;

export default checks('18-queue', {
  door: {
    mistakes: [
      ...COMMON,
      'one-at-a-time',
      'no-limit',
      'backlog-is-no-limit',
      'one-too-many',
      'silent',
      'dropped',
      'cut',
      'no-fin',
      'falls-through',
      'double-decrement',
      'counts-forever',
      'counts-all',
      'ghost-after-reset',
      'close-wait',
      'not-read',
      'crash',
    ],
    run: knock,
  },
});

async function knock(tools: Tools) {
  const { phase } = tools;
  const inside: Call[] = [];
  const opened = await phase('inside', async () => {
    while (inside.length < MAX) await enter(tools, (call) => inside.push(call));
    await demandStay(tools, inside);
  });
  if (!opened.isOk) {
    const isAlone = inside.length > 1 && opened.got === '' && !inside.at(-1)?.peer.hasEnded;
    return !opened.exit && isAlone ? 'one-at-a-time' : null;
  }

  const outside: Call[] = [];
  const full = await phase('outside', async () => {
    const refusals: unknown[] = [];
    while (outside.length < TURNED_AWAY) {
      // Of two that are let in, the second tells whether there is a limit at all.
      await turnAway(tools, (call) => outside.push(call)).catch((error) => refusals.push(error));
      if (outside.length === 0) break;
    }
    if (refusals.length > 0) throw refusals[0];
  });
  if (!full.isOk) return full.exit ? null : nameRefusal(outside, full);

  const away = await phase('away', async () => {
    for (const call of outside) {
      call.peer.end();
      await untilClosed(call);
      demandFin(tools, call);
    }
  });
  if (!away.isOk) return away.exit ? null : nameNoEnd(outside);

  // This one stays at the door, where it doesn't count.
  let late: Call | undefined;
  const exact = await phase('exact', () =>
    turnAway(tools, (call) => {
      late = call;
    }),
  );
  if (!exact.isOk) return hasBeenLetIn(exact) ? 'double-decrement' : null;

  return leave(tools, inside, late);
}

/** Lets one of them leave, in each way, and sees for how many that makes room. */
async function leave(tools: Tools, inside: Call[], late: Call | undefined) {
  const { phase } = tools;
  const progress: { step: Step } = { step: 'leaving' };
  let isEmptied = false;
  let leaver: Call | undefined;

  /** One leaves, one more comes in, and no second one. */
  const replace = async (go: (peer: Peer) => Promise<unknown>) => {
    progress.step = 'leaving';
    leaver = inside.shift();
    if (!leaver) return;
    await go(leaver.peer);
    await untilClosed(leaver);
    progress.step = 'next';
    await enter(tools, (call) => inside.push(call));
    progress.step = 'more';
    await turnAway(tools);
  };

  const ended = await phase('ended', async () => {
    const polite = async (peer: Peer) => {
      peer.end();
      await peer.expectEnd();
    };
    await replace(polite).catch(async (error) => {
      if (progress.step === 'next') isEmptied = await isLetInAfter(tools, late, inside);
      throw error;
    });
  });
  if (!ended.isOk) {
    if (ended.exit) return null;
    if (progress.step === 'leaving') return leaver ? nameOpen(leaver) : null;
    if (progress.step === 'more') return hasBeenLetIn(ended) ? 'double-decrement' : null;
    if (ended.got !== BUSY) return null;
    return isEmptied ? 'counts-all' : 'counts-forever';
  }

  const reset = await phase('reset', () => replace(async (peer) => peer.reset()));
  if (leaver && !reset.exit) assumeReset(tools, leaver);
  if (!reset.isOk) {
    if (reset.exit) return 'crash';
    if (progress.step === 'more') return hasBeenLetIn(reset) ? 'double-decrement' : null;
    return progress.step === 'next' && reset.got === BUSY ? 'ghost-after-reset' : null;
  }

  await phase('destroyed', () => replace(async (peer) => peer.destroy()));
  return null;
}

/** How far a phase of those that leave has come. */
type Step = 'leaving' | 'next' | 'more';

/** Whether there is room once the one that was turned away is gone: then it was counted, too. */
async function isLetInAfter(tools: Tools, late: Call | undefined, inside: Call[]) {
  try {
    // The one that has just been turned away is at the door as well.
    for (const call of [late, inside.at(-1)]) {
      call?.peer.end();
      if (call) await untilClosed(call);
    }
    const call = await connectTo(tools);
    await call.peer.expect(WELCOME);
    return true;
  } catch {
    return false;
  }
}

function hasBeenLetIn({ got }: Phase): boolean {
  return got.startsWith(WELCOME);
}
