// The room of the check: peers that answer pings, peers that are silent, and what became of them.
import {
  type Bilingual,
  type Digest,
  describeBytes,
  type Peer,
  type ProgramUnderCheck,
  type TapRecord,
  type Tools,
  UnmetExpectation,
} from '../../src/check/kit.ts';

/** How often the program pings, and how long a peer may be silent, in ms. */
export interface Pace {
  beat: number;
  idle: number;
  /** For how many pings the peers that answer have to be let live: that is longer than twice `idle`. */
  pings: number;
}

/**
 * A machine that is busy may keep a peer from answering in time: then all of it happens again, slower. A `beat` is
 * shorter than the time between two looks at a program, which may have timers that are unknown to it.
 */
export const PACES: readonly Pace[] = [
  { beat: 50, idle: 250, pings: 12 },
  { beat: 90, idle: 1000, pings: 25 },
];

export const PING = 'ping\n';

/** How long a program may take to say what keeps it alive, in ms. */
const ANSWER_MS = 3000;

/** How often one that is late has to answer, and how long it is waited between two questions before, in ms. */
const ANSWERS_WHEN_LATE = 3;
const LOOK_MS = 100;

/** What a peer does. */
export type Role = 'mute' | 'frozen' | 'lively' | 'slow' | 'chatty';
/** The roles of those that answer: with what, and each how many pings. */
const ANSWERS: Partial<Record<Role, { reply: string; every: number }>> = {
  lively: { reply: 'pong\n', every: 1 },
  slow: { reply: 'pong\n', every: 2 },
  chatty: { reply: 'x', every: 1 },
};
/** The silent ones come first, so that a clock that all of them share is wound by those behind. */
const ROLES: readonly Role[] = ['mute', 'frozen', 'lively', 'slow', 'chatty'];

const TEXTS: Record<Role, Bilingual> = {
  mute: { en: 'says nothing, and reads nothing', zh: '什么也不说，也不读' },
  frozen: { en: 'says hello, and is silent from then on', zh: '说了 hello，此后一直沉默' },
  lively: { en: 'answers each ping with pong', zh: '对每个 ping 都回复 pong' },
  slow: { en: 'answers every second ping with pong', zh: '每两个 ping 回复一次 pong' },
  chatty: {
    en: 'answers each ping with x, and no newline',
    zh: '对每个 ping 都回复一个 x，不带换行',
  },
};

/** One peer, and what the tap saw of its connection. */
export interface Member {
  role: Role;
  peer: Peer;
  /** What it has been sent; null where it doesn't read. */
  digest: Digest | null;
}

/** A program, and its peers. */
export interface Room {
  pace: Pace;
  program: ProgramUnderCheck;
  members: readonly Member[];
}

/** Opens a program of its own for a pace, with these peers, in this order. */
export async function openRoom(
  tools: Tools,
  pace: Pace,
  roles: readonly Role[] = ROLES,
): Promise<Room> {
  const start = describeStart(pace);
  const program = await tools.server(start);
  const members: Member[] = [];
  for (const role of roles) {
    const peer = await tools.connect({ ...start, isPaused: role === 'mute' });
    tools.tell(describeMember(role, peer));
    if (role === 'frozen') {
      await peer.write('hello\n');
      peer.pause();
    }
    const answer = ANSWERS[role];
    const digest = answer ? peer.digest() : null;
    members.push({ role, peer, digest });
    if (answer && digest) answerPings(peer, digest, answer);
  }
  return { pace, program, members };
}

/** What a peer does, for a story. */
export function describeMember(role: Role, { connection }: Peer): Bilingual {
  const { en, zh } = TEXTS[role];
  return { en: `the peer at port ${connection} ${en}`, zh: `端口 ${connection} 的对端${zh}` };
}

/** How the program is started for a pace. */
export function describeStart({ beat, idle }: Pace) {
  return { name: 'beat', environment: { BEAT: String(beat), IDLE: String(idle) } };
}

/** Answers pings until the connection is gone. */
async function answerPings(
  peer: Peer,
  digest: Digest,
  { reply, every }: { reply: string; every: number },
): Promise<void> {
  for (let pings = every; ; pings += every) {
    await digest.reached(pings * PING.length);
    if (peer.hasEnded) return;
    await peer.write(reply, { isTold: false });
  }
}

/** What the tap saw of a member's connection. */
export function readRecords({ program }: Room, { peer }: Member): TapRecord[] {
  return program.records.filter(({ connection }) => connection === peer.connection);
}

/** How many pings the program has written to a member. */
export function countPings(room: Room, member: Member): number {
  const bytes = readRecords(room, member)
    .filter(({ kind }) => kind === 'write')
    .reduce((sum, record) => sum + (record.bytes ?? 0), 0);
  return Math.floor(bytes / PING.length);
}

/** Whether a member's connection is closed on the program's side. */
export function isClosed(room: Room, member: Member): boolean {
  return readRecords(room, member).some(({ kind }) => kind === 'close');
}

export function isSilent({ role }: Member): boolean {
  return ANSWERS[role] === undefined;
}

/** That the program closed a connection. */
export interface Loss {
  member: Member;
  /** How long before that it had last heard from the member, in ms, on the program's own clock. */
  gap: number;
  /** How long the connection had been open, in ms. */
  age: number;
  /** When, on that clock, in µs. */
  t: number;
}

const HEARD = ['connection', 'data', 'arrived'];

/** The connections that the program has closed by itself, or begun to, the first one first. */
export function findLosses(room: Room): Loss[] {
  const losses = room.members.flatMap((member): Loss[] => {
    const records = readRecords(room, member);
    const index = records.findIndex(isFarewell);
    if (index < 0) return [];
    const t = records[index]?.t ?? 0;
    const heard = records.slice(0, index).findLast(({ kind }) => HEARD.includes(kind));
    const since = (record: TapRecord | undefined) => (t - (record?.t ?? t)) / 1000;
    return [{ member, t, gap: since(heard), age: since(records[0]) }];
  });
  return losses.sort((one, other) => one.t - other.t);
}

function isFarewell({ kind, by }: TapRecord): boolean {
  return ['destroy', 'reset', 'close'].includes(kind) || (kind === 'end' && by !== 'peer');
}

/** The loss that no silence explains: of a member that answers, or long before the time was up. */
export function findFault(room: Room): Loss | undefined {
  return findLosses(room).find((loss) => !isSilent(loss.member) || isEarly(room, loss));
}

/**
 * Whether a silent member was closed at a time when nothing was heard from the others either, since they were late: that
 * doesn't show whose silence it was.
 */
export function wasAllSilent(room: Room): boolean {
  const numbers = room.members.map(({ peer }) => peer.connection);
  const heard = room.program.records.filter(
    ({ kind, connection = 0 }) => HEARD.includes(kind) && numbers.includes(connection),
  );
  return findLosses(room).some(({ member, t }) => {
    const last = heard.findLast((record) => record.t < t)?.t ?? 0;
    return isSilent(member) && (t - last) / 1000 >= room.pace.idle * 0.75;
  });
}

/** Whether it was closed plainly before the time was up. A timer may count from a moment before the last byte was read. */
export function isEarly({ pace }: Room, { gap }: Loss): boolean {
  return gap < pace.idle * 0.75;
}

/**
 * Waits until each member that answers has been sent its pings, until there is a fault, or until it is plain that some
 * are pinged and others not. Throws Unmet.
 */
export async function untilPinged(room: Room): Promise<void> {
  const { beat, pings } = room.pace;
  const active = room.members.filter((member) => !isSilent(member));
  const count = () => active.map((member) => countPings(room, member));
  const isUneven = () => Math.max(...count()) >= 2 * pings && count().includes(0);
  const isPinged = () => count().every((each) => each >= pings);
  const isOver = () => isPinged() || isUneven() || findFault(room) !== undefined;
  const text = `${pings} × ping`;
  const wanted = { en: text, zh: text };
  if (!isOver()) await room.program.until(wanted, isOver, { ms: Math.max(4000, beat * pings * 4) });
  // A program may say more to a peer that it closes.
  if (findFault(room)) return;
  for (const { digest } of active) demandPings(digest?.first ?? Buffer.alloc(0));
  if (!isUneven()) return;
  throw new UnmetExpectation(wanted, {
    en: 'none, while others got theirs',
    zh: '一个也没有，别的对端却有',
  });
}

/** Throws Unmet where something else than pings was sent. */
function demandPings(first: Buffer): void {
  const wanted = Buffer.from(PING.repeat(Math.ceil(first.length / PING.length)));
  if (wanted.subarray(0, first.length).equals(first)) return;
  const text = 'ping\\n';
  throw new UnmetExpectation({ en: `“${text}”`, zh: `“${text}”` }, describeBytes(first), first);
}

/**
 * Waits until it is over, or so many ms have passed: after that the program has to answer a few times, so that all its
 * timers that were due have had their turn, however busy the machine is. Throws Unmet where it has none.
 */
export async function untilDue(
  { program }: Room,
  what: Bilingual,
  isOver: () => boolean,
  ms: number,
): Promise<void> {
  const start = performance.now();
  for (let answers = 0; !isOver() && answers < ANSWERS_WHEN_LATE; ) {
    const isLate = performance.now() - start > ms;
    const resources = await program.resources();
    if (isOver()) return;
    if (!resources?.includes('Timeout')) {
      await program.until(what, isOver);
      return;
    }
    if (isLate) answers += 1;
    else await program.untilNoTimer(undefined, LOOK_MS);
  }
}

/** How many timers keep it alive. */
export async function countTimers(program: ProgramUnderCheck): Promise<number> {
  return (await askResources(program)).filter((name) => name === 'Timeout').length;
}

/** What keeps a program alive; on a busy machine it may not get to the question the first time. */
export async function askResources(program: ProgramUnderCheck): Promise<string[]> {
  const end = performance.now() + ANSWER_MS;
  let names = await program.resources();
  while (!names && !program.exit && performance.now() < end) names = await program.resources();
  return names ?? [];
}
