// What lesson 18 demands: a door that lets in a few, says a word to the others, and knows who is inside.
import {
  type Bilingual,
  COMMON,
  checks,
  type Peer,
  type Phase,
  type Tools,
} from '../../src/check/kit.ts';
import {
  assumeReset,
  BUSY,
  type Call,
  demandFin,
  demandStay,
  enter,
  MAX,
  nameNoEnd,
  nameOpen,
  nameRefusal,
  tellOf,
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
      'waits-for-word',
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
    for (let count = 0; count < TURNED_AWAY; count += 1) {
      // Of two that are let in, the second tells whether there is a limit at all.
      await turnAway(tools, (call) => outside.push(call)).catch((error) => refusals.push(error));
    }
    if (refusals.length > 0) throw refusals[0];
  });
  if (!full.isOk) return full.exit ? null : nameRefusal(outside, full);

  const away = await phase('away', async () => {
    for (const call of outside) {
      tellOf(tools, call, {
        en: 'was turned away, and ends its side (FIN)',
        zh: '之前被挡住了，现在结束发送（FIN）',
      });
      call.peer.end();
      await untilClosed(call);
      demandFin(tools, call);
    }
  });
  if (!away.isOk) return away.exit ? null : nameNoEnd(outside);

  const exact = await phase('exact', () => turnAwayForGood(tools));
  if (!exact.isOk) return hasBeenLetIn(exact) ? 'double-decrement' : null;

  const unasked = await phase('unasked', () => turnAwayForGood(tools, ''));
  if (!unasked.isOk) return !unasked.exit && unasked.got === '' ? 'waits-for-word' : null;

  return leave(tools, inside);
}

/** Lets one of them leave, in each way, and sees for how many that makes room. */
async function leave(tools: Tools, inside: Call[]) {
  const { phase } = tools;
  const progress: { step: Step; leaver: Call | null } = { step: 'leaving', leaver: null };

  /** One leaves, one more comes in, and no second one. */
  const replace = async (how: Bilingual, go: (peer: Peer) => unknown) => {
    progress.step = 'leaving';
    const leaver = inside.shift();
    if (!leaver) return;
    progress.leaver = leaver;
    tellOf(tools, leaver, how);
    await go(leaver.peer);
    await untilClosed(leaver);
    progress.step = 'next';
    await enter(tools, (call) => inside.push(call));
    progress.step = 'more';
    await turnAwayForGood(tools);
  };
  const isTwice = (outcome: Phase) => progress.step === 'more' && hasBeenLetIn(outcome);
  const hasNoRoom = ({ got }: Phase) => progress.step === 'next' && got === BUSY;

  const ended = await phase('ended', () =>
    replace({ en: 'is in, and ends its side (FIN)', zh: '在里面，现在结束发送（FIN）' }, (peer) => {
      peer.end();
      return peer.expectEnd();
    }),
  );
  if (!ended.isOk) {
    if (ended.exit || !progress.leaver) return null;
    if (progress.step === 'leaving') return nameOpen(progress.leaver);
    if (isTwice(ended)) return 'double-decrement';
    return hasNoRoom(ended) ? 'counts-forever' : null;
  }

  const reset = await phase('reset', () =>
    replace({ en: 'is in, and resets its connection', zh: '在里面，现在重置连接' }, (peer) =>
      peer.reset(),
    ),
  );
  if (progress.leaver && !reset.exit) assumeReset(tools, progress.leaver);
  if (!reset.isOk) {
    if (reset.exit) return 'crash';
    if (isTwice(reset)) return 'double-decrement';
    return hasNoRoom(reset) ? 'ghost-after-reset' : null;
  }

  const beside = await phase('beside', async () => {
    // This one stays at the door, half-closed, and doesn't count.
    await turnAway(tools);
    const how = { en: 'is in, and closes its connection', zh: '在里面，现在关闭连接' };
    await replace(how, (peer) => peer.destroy());
  });
  return hasNoRoom(beside) ? 'counts-all' : null;
}

/** How far a phase of those that leave has come. */
type Step = 'leaving' | 'next' | 'more';

/** Turns one away that says a word, or none, and lets it leave. */
async function turnAwayForGood(tools: Tools, word?: string): Promise<void> {
  let gone: Call | undefined;
  const note = (call: Call) => {
    gone = call;
  };
  await turnAway(tools, note, word);
  gone?.peer.end();
  if (gone) await untilClosed(gone);
}

function hasBeenLetIn({ got }: Phase): boolean {
  return got.startsWith(WELCOME);
}
