// What lesson 15 demands: a heart for each connection, wound by what is heard; and no waiting for an ACK.
import {
  COMMON,
  checks,
  type Phase,
  type ProgramUnderCheck,
  type TapRecord,
  TIMED,
  type Tools,
} from '../../src/check/kit.ts';
import {
  askResources,
  countPings,
  countTimers,
  describeMember,
  describeStart,
  findFault,
  findLosses,
  isClosed,
  isEarly,
  isSilent,
  type Loss,
  type Member,
  openRoom,
  PACES,
  type Pace,
  type Role,
  type Room,
  readRecords,
  untilDue,
  untilPinged,
  wasAllSilent,
} from './check-room.ts';
import { askFast, ROUND_MISTAKES } from './check-rounds.ts';

/** How many more pings the lively ones get until the silent ones must be gone. */
const MORE = 3;
const CLOSED = { en: 'the connection is closed on your side too', zh: '你这边的连接也关闭了' };
const GONE = {
  en: 'the connection of a silent peer is closed',
  zh: '沉默的对端，连接会被关闭',
};
const BUSY = {
  en: 'the machine was too busy for the peers to answer in time',
  zh: '机器太忙，对端没能及时回复',
};
/** For how many pings a silent peer is left alone: a program that closes it later doesn't count as one that does. */
const PINGS_ALONE = 70;
/** How long timers that run out by themselves may take, in ms. */
const RUN_OUT_MS = 3000;
/** How long it is waited between two counts of them, in ms. */
const ASK_MS = 50;
/** How many peers break off until one of the connections is reset. */
const ATTEMPTS = 3;
/** What a program prints that is ended by an error of its sockets. */
const BROKEN = /ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE/;

export default checks('15-silence', {
  heartbeat: {
    mistakes: [
      ...COMMON,
      'one-at-a-time',
      'reads-nothing',
      'no-ping',
      'total-time',
      'too-soon',
      'pong-only',
      'own-writes',
      'never-closes',
      'starts-late',
      'heard-once',
      'waits-for-fin',
      'shared-clock',
      'too-late',
      'leaks-timer',
      'crash',
    ],
    run: checkHeart,
  },
  rounds: { mistakes: ROUND_MISTAKES, run: askFast },
});

/** What the phases have to do with, and what came of them. */
interface Scene {
  room: Room | null;
  /** A connection that was closed too early. */
  fault: Loss | undefined;
  /** How many timers the program has when no peer is there. */
  atRest: number;
}

async function checkHeart(tools: Tools) {
  const { phase } = tools;
  const scene: Scene = { room: null, fault: undefined, atRest: 0 };
  const alive = await phase('alive', () => keepAlive(tools, scene));
  const { room, fault, atRest } = scene;
  if (!room) return alive.printed(BROKEN) ? 'crash' : null;
  if (!alive.isOk) return nameLoss(tools, room, fault, alive);

  const silent = await phase('silent', () => demandGone(tools, room));
  if (silent.exit) return silent.printed(BROKEN) ? 'crash' : null;
  if (!silent.isOk) return nameSilence(tools, room);

  const left = await phase('left', async () => {
    await leaveAndWait(tools, room);
    await breakOff(tools, room);
    await demandNoTimer(tools, room.program, atRest);
  });
  if (left.isOk) return null;
  if (left.exit) return left.printed(BROKEN) ? 'crash' : null;
  return room.members.every((member) => isClosed(room, member)) ? 'leaks-timer' : null;
}

/** Lets the peers in, and demands that those who answer stay; slowly where they were too slow, or seem so. */
async function keepAlive(tools: Tools, scene: Scene): Promise<void> {
  for (const pace of PACES) {
    for (const { peer } of scene.room?.members ?? []) peer.destroy();
    scene.fault = undefined;
    scene.atRest = await countAtRest(tools, pace);
    scene.room = await openRoom(tools, pace);
    try {
      await untilPinged(scene.room);
      scene.fault = findFault(scene.room);
      if (!scene.fault && !wasAllSilent(scene.room)) return;
    } catch (error) {
      // A program that asks only those who answer asks no more when they were late.
      if (pace === PACES.at(-1) || !hasPinged(scene.room) || scene.room.program.exit) throw error;
    }
  }
  tools.assume(scene.fault !== undefined, BUSY);
  demandPatience(tools, scene.room as Room, scene.fault as Loss);
}

/** How many timers the program has when one peer has come and gone: a clock for all peers may run on. */
async function countAtRest({ connect, server }: Tools, pace: Pace): Promise<number> {
  const start = describeStart(pace);
  const program = await server(start);
  const passer = await connect(start);
  passer.destroy();
  await program.until(
    CLOSED,
    ({ kind, connection }) => kind === 'close' && connection === passer.connection,
  );
  await program.untilNoTimer(undefined, pace.idle + pace.beat);
  return countTimers(program);
}

function hasPinged({ program }: Room): boolean {
  return program.records.some(({ kind }) => kind === 'write');
}

/** Demands that whoever answers is let live, and whoever doesn't is given its time. */
function demandPatience({ assume, demand }: Tools, room: Room, fault: Loss): void {
  assume(isEarly(room, fault) || !hasPinged(room), BUSY);
  const { idle } = room.pace;
  demand(
    false,
    {
      en: `a peer (port ${fault.member.peer.connection}) is let live until it has been silent for ${idle} ms`,
      zh: `对端（端口 ${fault.member.peer.connection}）沉默满 ${idle} 毫秒之前，不关闭它的连接`,
    },
    {
      en: `its connection was closed ${Math.round(fault.gap)} ms after it was last heard`,
      zh: `最后一次收到它的数据后 ${Math.round(fault.gap)} 毫秒，连接就关闭了`,
    },
  );
}

/** Demands that the silent peers' connections are closed, while the others are pinged a few times more. */
async function demandGone({ assume, demand, tell }: Tools, room: Room): Promise<void> {
  const silent = room.members.filter(isSilent);
  for (const { role, peer } of room.members) tell(describeMember(role, peer));
  const lively = findMember(room, 'lively');
  const most = countPings(room, lively) + MORE;
  const isGone = () => silent.every((member) => isClosed(room, member));
  const isOver = () => isGone() || countPings(room, lively) > most || isClosed(room, lively);
  if (!isOver()) await room.program.until(GONE, isOver);
  const open = silent.filter((member) => !isClosed(room, member));
  const ports = open.map(({ peer }) => peer.connection);
  assume(!wasAllSilent(room), BUSY);
  demand(open.length === 0, GONE, {
    en: `it is still open: ${ports.map((port) => `port ${port}`).join(', ')}`,
    zh: `连接还开着：${ports.map((port) => `端口 ${port}`).join('、')}`,
  });
}

function findMember(room: Room, role: Role): Member {
  return room.members.find((member) => member.role === role) as Member;
}

/** All who are left go, each in another way; waits until the program's sockets are closed, too. */
async function leaveAndWait({ tell }: Tools, room: Room): Promise<void> {
  tell({ en: 'all peers leave', zh: '对端全都离开' });
  findMember(room, 'lively').peer.end();
  findMember(room, 'slow').peer.destroy();
  findMember(room, 'chatty').peer.reset();
  const isEmpty = () => room.members.every((member) => isClosed(room, member));
  if (!isEmpty()) await room.program.until(CLOSED, isEmpty);
}

/** A peer that has not read what it was sent closes: its kernel answers with a reset, whatever a program does. */
async function breakOff({ connect, assume }: Tools, { program, pace }: Room): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const peer = await connect({ ...describeStart(pace), isPaused: true });
    const isOurs = ({ connection }: TapRecord) => connection === peer.connection;
    const isPinged = (record: TapRecord) =>
      isOurs(record) && ['write', 'close'].includes(record.kind);
    await program.until({ en: 'a ping', zh: '一个 ping' }, isPinged);
    peer.destroy();
    await program.until(CLOSED, (record) => isOurs(record) && record.kind === 'close');
    // A program that was late with its ping has closed it first.
    if (program.records.some((record) => isOurs(record) && record.kind === 'error')) return;
  }
  assume(false, { en: 'no connection was reset', zh: '连接都没有被重置' });
}

async function demandNoTimer(
  { demand }: Tools,
  program: ProgramUnderCheck,
  atRest: number,
): Promise<void> {
  const end = performance.now() + RUN_OUT_MS;
  let count = await countTimers(program);
  while (count > atRest && performance.now() < end) {
    await program.untilNoTimer(undefined, ASK_MS);
    count = await countTimers(program);
  }
  demand(
    count <= atRest,
    {
      en: 'all peers have left, and their timers are gone',
      zh: '对端都离开了，它们的定时器也没了',
    },
    { en: `timers that go on: ${count}`, zh: `还在运行的定时器：${count} 个` },
  );
}

/** Which mistake it is that costs a peer its connection too early, or its pings. */
async function nameLoss(tools: Tools, room: Room, fault: Loss | undefined, phase: Phase) {
  if (phase.exit) return phase.printed(BROKEN) ? 'crash' : null;
  const active = room.members.filter((member) => !isSilent(member));
  const counts = active.map((member) => countPings(room, member));
  if (counts.every((count) => count === 0)) {
    const isServed = room.members.some((member) => countPings(room, member) > 0);
    if (!isServed) return 'no-ping';
    // A silent one may be closed before those that came after it had their first ping.
    return fault && isSilent(fault.member) ? 'too-soon' : 'one-at-a-time';
  }
  if (!fault) return counts.includes(0) ? 'one-at-a-time' : null;
  const { member } = fault;
  if (isSilent(member)) return 'too-soon';
  const hasRead = active.some((each) =>
    readRecords(room, each).some(({ kind }) => kind === 'data'),
  );
  if (!hasRead) return 'reads-nothing';
  // One that is closed for its age may be any of them.
  const isOld = fault.age >= room.pace.idle * 0.75;
  for (const role of new Set<Role>(isOld ? ['lively', member.role] : [member.role])) {
    const alone = await stayAlone(tools, room.pace, role);
    if (!alone) continue;
    tools.assume(isEarly(room, alone), BUSY);
    if (role === 'chatty') return 'pong-only';
    return role === 'slow' ? 'too-soon' : 'total-time';
  }
  return 'shared-clock';
}

/** Which mistake it is that leaves a silent peer its connection. */
async function nameSilence(tools: Tools, room: Room) {
  const open = room.members.filter((member) => isSilent(member) && !isClosed(room, member));
  const [first] = open;
  const isLate = ({ gap }: Loss) => gap > room.pace.idle * 2;
  if (!first) return findLosses(room).some(isLate) ? 'too-late' : null;
  const records = readRecords(room, first);
  if (records.some(({ kind, by }) => kind === 'end' && by === 'you')) return 'waits-for-fin';
  const names = await askResources(room.program);
  const isTimed = names.includes(`${TIMED}${first.peer.connection}`);
  if (isTimed && !records.some(({ kind }) => kind === 'timeout')) return 'own-writes';
  const alone = await stayAlone(tools, room.pace, first.role);
  if (alone) return alone.gap > room.pace.idle * 3 ? 'too-late' : 'shared-clock';
  if (open.length > 1) return 'never-closes';
  return first.role === 'mute' ? 'starts-late' : 'heard-once';
}

/** What becomes of a peer that is the only one: its connection's end, or null where the program lets it be. */
async function stayAlone(tools: Tools, pace: Pace, role: Role): Promise<Loss | null> {
  let loss: Loss | null = null;
  await tools.phase('alone', async () => {
    const room = await openRoom(tools, pace, [role]);
    const [member] = room.members as [Member];
    const most = isSilent(member) ? PINGS_ALONE : pace.pings;
    const isOver = () => findLosses(room).length > 0 || countPings(room, member) >= most;
    try {
      await untilDue(room, CLOSED, isOver, most * pace.beat * 2);
    } finally {
      loss = findLosses(room)[0] ?? null;
    }
  });
  return loss;
}
