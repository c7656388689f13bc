// What lesson 20 demands: a server that stops accepting, finishes, dismisses the idle, and ends.
import {
  COMMON,
  checks,
  describeExit,
  type Peer,
  type Phase,
  type Tools,
} from '../../src/check/kit.ts';
import {
  demandRefusal,
  demandWaiting,
  expectFarewell,
  FLUSH_MS,
  hasLetGo,
  hasTimer,
  isDismissed,
  isFreeOfTimers,
  isKeptByTimer,
  LATER_MS,
  LEAST_MS,
  LONG_MS,
  openRoom,
  type Room,
  SHORT_MS,
  sendAnother,
  sendStop,
  untilWritten,
  wasAsked,
} from './check-room.ts';

const END = { en: 'the program ends', zh: '程序结束' };
const TIMER = { en: 'it still runs, and has a timer', zh: '它还在运行，还有定时器' };
const ZERO = { en: 'exit code 0', zh: '退出码 0' };
const ONE = { en: 'exit code 1', zh: '退出码 1' };
const OTHER = { en: 'an end, and not with exit code 0', zh: '结束，而且退出码不是 0' };

/** More than two kernels hold of one connection, in bytes. */
const LARGE = 16 * 2 ** 20;
const tellBytes = (count: number) => ({ en: `${count} bytes`, zh: `${count} 字节` });

/** How long it is waited for a program whose deadline is over, in ms. */
const KEPT_MS = 4000;

export default checks('20-shutdown', {
  finishes: {
    mistakes: [
      ...COMMON,
      'killed',
      'still-accepts',
      'lost-in-flight',
      'lost-second',
      'hangs-on-idle',
      'no-fin',
      'cut-short',
      'asks-half',
      'never-exits',
      'waits-the-deadline',
      'exit-code',
    ],
    async run(tools) {
      const opened: { room?: Room } = {};
      const answers = await tools.phase('answers', async () => {
        const room = await openRoom(tools, LONG_MS);
        const client = await serve(room);
        client.end();
        await client.expectEnd();
        opened.room = room;
      });
      return answers.isOk && opened.room ? nameStop(tools, opened.room) : null;
    },
  },

  deadline: {
    mistakes: [...COMMON, 'killed', 'lost-in-flight', 'no-deadline', 'left-open', 'exit-code'],
    async run(tools) {
      const { phase, demand } = tools;
      const seen = { isStopped: false, isClosed: false };
      const late = await phase('late', async () => {
        const room = await openRoom(tools, SHORT_MS);
        const busy = await room.connect();
        await busy.write('two\n');
        await room.hear();
        const begun = performance.now();
        seen.isStopped = true;
        await sendStop(tools, room);
        await busy.expectClosing();
        // It can only seem longer than it was.
        const took = performance.now() - begun;
        seen.isClosed = true;
        const exit = await room.program.untilExit();
        demand(
          took >= LEAST_MS,
          {
            en: `${SHORT_MS} ms for the answer to come`,
            zh: `等回复等 ${SHORT_MS} 毫秒`,
          },
          {
            en: `the connection had ended after ${Math.round(took)} ms`,
            zh: `${Math.round(took)} 毫秒之后连接就结束了`,
          },
        );
        demand(exit.code === 1, ONE, describeExit(exit));
      });
      if (late.isOk || !seen.isStopped || hasThrown(late)) return null;
      if (!seen.isClosed) return 'no-deadline';
      if (await letsGoAtOnce(tools)) return nameLoss(late);
      if (!late.exit) return 'left-open';
      return late.exit.code === 0 ? 'exit-code' : null;
    },
  },

  second: {
    mistakes: [
      ...COMMON,
      'killed',
      'still-accepts',
      'lost-in-flight',
      'ignores-second',
      'exit-code',
    ],
    async run(tools) {
      const { phase, demand } = tools;
      const seen = { isStopped: false, isLost: false, isTwice: false };
      const twice = await phase('twice', async () => {
        const room = await openRoom(tools, LONG_MS);
        const busy = await room.connect();
        await busy.write('two\n');
        await room.hear();
        seen.isStopped = true;
        await sendStop(tools, room);
        seen.isLost = await isDismissed(room, busy);
        demandWaiting(tools, seen.isLost);
        await demandRefusal(tools, room);
        seen.isTwice = true;
        sendAnother(tools, room);
        const exit = await room.program.untilExit();
        demand(exit.code !== 0, OTHER, describeExit(exit));
      });
      if (twice.isOk || !seen.isStopped || hasThrown(twice)) return null;
      if (seen.isTwice) return twice.exit ? 'exit-code' : 'ignores-second';
      return seen.isLost ? nameLoss(twice) : 'still-accepts';
    },
  },
});

/** Whether an error that nobody caught ended the program. */
function hasThrown(phase: Phase): boolean {
  return phase.hasCrashed && phase.printed(/^Node\.js v/);
}

/** Which mistake it is that ends a connection before its answer: only the end of the process tells. */
function nameLoss({ exit }: Phase): 'killed' | 'lost-in-flight' {
  return exit?.signal === 'SIGTERM' ? 'killed' : 'lost-in-flight';
}

/** Whether a client that waits loses its connection even where the deadline is far away. */
async function letsGoAtOnce(tools: Tools): Promise<boolean> {
  let isLost = false;
  await tools.phase('early', async () => {
    const room = await openRoom(tools, LONG_MS);
    const busy = await room.connect();
    await busy.write('two\n');
    await room.hear();
    await sendStop(tools, room);
    isLost = await isDismissed(room, busy);
  });
  return isLost;
}

/** A client that has asked, and has its answer. */
async function serve(room: Room): Promise<Peer> {
  const client = await room.connect();
  await client.write('one\n');
  await (await room.hear()).answer();
  await client.expect('ONE\n');
  return client;
}

/** Tells it to stop while a client has its answer, another has said half a line, and a third waits for two answers. */
async function nameStop(tools: Tools, room: Room) {
  const { program } = room;
  const hadTimer = await hasTimer(room);
  const seen: Seen = { step: null, isLost: false, isKept: false };
  const stopped = await tools.phase('stopped', async () => {
    const served = await serve(room);
    const half = await room.connect();
    await half.writePieces(['ha']);
    const busy = await room.connect();
    await busy.writePieces(['two\nthree\n']);
    const first = await room.hear();
    seen.step = 'stopped';
    await sendStop(tools, room);
    seen.isLost = await isDismissed(room, busy);
    demandWaiting(tools, seen.isLost);
    await demandRefusal(tools, room);
    seen.step = 'refused';
    for (const client of [served, half]) await expectFarewell(tools, client);
    seen.step = 'idle';
    // Where a listener did its work late, the answer may find nobody.
    seen.isLost = await isDismissed(room, busy);
    demandWaiting(tools, seen.isLost);
    await first.answer();
    await busy.expect(`${first.line.toUpperCase()}\n`);
    seen.step = 'answered';
    const second = await room.hear();
    await second.answer();
    await busy.expect(`${second.line.toUpperCase()}\n`);
    seen.step = 'served';
    await expectFarewell(tools, busy);
    seen.step = 'ended';
    seen.isKept = await isKeptByTimer(room);
    tools.demand(!seen.isKept, END, TIMER);
    const exit = await program.untilExit();
    tools.demand(exit.code === 0, ZERO, describeExit(exit));
  });
  const { step, isLost, isKept } = seen;
  if (stopped.isOk) return nameFlush(tools);
  if (!step || hasThrown(stopped)) return null;
  if (isLost) return nameLoss(stopped);
  if (stopped.exit && stopped.exit.code === null) return null;
  if (step !== 'ended' || stopped.exit) return NAMES[step];
  if (!isKept) return (await wasAsked(room)) ? 'asks-half' : 'never-exits';
  return hadTimer ? 'never-exits' : nameTimer(tools);
}

/** A last answer larger than what the kernels hold, for a client that reads late: which mistake loses the end of it. */
async function nameFlush(tools: Tools) {
  const seen = { isAnswered: false, bytes: 0 };
  const flushed = await tools.phase('flushed', async () => {
    const room = await openRoom(tools, LONG_MS);
    const late = await room.connect();
    await late.writePieces(['two\n']);
    const question = await room.hear();
    late.pause();
    const digest = late.digest();
    await sendStop(tools, room);
    await question.answer('x'.repeat(LARGE));
    await untilWritten(room, late);
    seen.isAnswered = true;
    late.resume();
    await late.expectClosing(FLUSH_MS);
    seen.bytes = digest.bytes;
    tools.demand(seen.bytes === LARGE + 1, tellBytes(LARGE + 1), tellBytes(seen.bytes));
    late.end();
    const exit = await room.program.untilExit();
    tools.demand(exit.code === 0, ZERO, describeExit(exit));
  });
  if (flushed.isOk || !seen.isAnswered || hasThrown(flushed)) return null;
  return seen.bytes > 0 && seen.bytes <= LARGE ? 'cut-short' : null;
}

/** What is known of how it stopped. */
interface Seen {
  step: Step | null;
  /** Whether a client that waited has lost its connection. */
  isLost: boolean;
  /** Whether it goes on for a timer's sake. */
  isKept: boolean;
}

/** How far it has come, and what it fails to do next. */
const NAMES = {
  stopped: 'still-accepts',
  refused: 'hangs-on-idle',
  idle: null,
  answered: 'lost-second',
  served: 'no-fin',
  ended: 'exit-code',
} as const;
type Step = keyof typeof NAMES;

/**
 * Which timer keeps it: with another deadline, it shows whether that one does. Null where nothing shows it, as the
 * deadline has come before the client had left.
 */
async function nameTimer(tools: Tools): Promise<'waits-the-deadline' | 'never-exits' | null> {
  let hasLeft = false;
  const short = await tools.phase('short', async () => {
    const room = await openRoom(tools, LATER_MS);
    const idle = await room.connect();
    await sendStop(tools, room);
    await expectFarewell(tools, idle);
    await room.program.untilNoTimer(undefined, KEPT_MS);
    hasLeft = hasLetGo(room, idle);
    tools.demand(await isFreeOfTimers(room), END, TIMER);
  });
  if (!short.isOk) return 'never-exits';
  return hasLeft ? 'waits-the-deadline' : null;
}
