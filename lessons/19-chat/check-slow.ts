// The check of the slow member: sue reads nothing, between two who read all.
import { createHash, type Hash } from 'node:crypto';
import {
  type Digest,
  type Peer,
  type Phase,
  type ProgramUnderCheck,
  type Tools,
  UnmetExpectation,
  untilBlocked,
} from '../../src/check/kit.ts';
import {
  BROKEN,
  CHAT,
  CLOSED,
  enterRoom,
  join,
  name,
  readRecords,
  untilClosed,
} from './check-room.ts';

export const SLOW_MISTAKES = [
  'waits-for-slow',
  'unbounded',
  'drops-lines',
  'drops-at-false',
  'ends-slow',
  'splice',
  'silent-leave',
  'ghost-after-reset',
  'crash',
] as const;

const MIB = 2 ** 20;
/** A line as it is said, below the high-water mark of any Node, and as it is heard. */
const LINE = `${'x'.repeat(8191)}\n`;
const TOLD = Buffer.from(`ann: ${LINE}`);
const LEFT = Buffer.from('* sue left\n');
/** How many lines are said at once; the next ones when those who read have these. */
const BURST = 4;
/** How many are said at most: far more than any kernel takes, and a MiB. */
const MOST = 2400;
/** How much may wait for sue until it is plain that nothing stops it. */
const TOO_MUCH = 2 * MIB;
/** How much sue has missed at least, once what waited for it is gone. */
const MISSED = 0.9 * MIB;
/** How long a burst takes at most on a machine that is not busy, in ms. */
const QUICK_MS = 200;
/** After so many bursts of which nothing was written for sue, which are 3 MiB, nothing will let it go. */
const UNWRITTEN = 100;
/** After so many bursts an `end()` has had its effect. */
const PATIENCE = 4;

const HEARS = {
  en: 'bob and cy hear each line, while sue reads nothing',
  zh: 'sue 什么都不读，bob 和 cy 照样听得到每一行',
};
const GONE = {
  en: 'sue is let go when more than 1 MiB waits',
  zh: '排队的超过 1 MiB，就断开 sue 的连接',
};
const TOLD_GONE = { en: 'bob and cy hear “* sue left\\n”', zh: 'bob 和 cy 听到“* sue left\\n”' };

/** One who reads, and all that it has heard. */
interface Listener {
  peer: Peer;
  digest: Digest;
}

/** What the phase has to do with, and what came of it. */
interface Scene {
  program: ProgramUnderCheck;
  ann: Peer;
  sue: Peer;
  listeners: readonly Listener[];
  /** How many lines ann has said. */
  said: number;
  /** The hash of so many lines, by their number. */
  hashes: Hash[];
  /** How much sue has missed, in bytes; null before it is known. */
  missed: number | null;
  step: 'talks' | 'closes' | 'tells' | 'wakes';
}

/** Lets ann talk to a member who reads nothing, and to two who do. */
export async function talkToSlow(tools: Tools) {
  let scene: Scene | null = null;
  const slow = await tools.phase('slow', async () => {
    scene = await openScene(tools);
    await talk(tools, scene);
    await demandClosed(tools, scene);
    const before = await demandTold(tools, scene);
    await demandMissed(tools, scene, before);
  });
  if (slow.isOk || !scene) return null;
  return nameMistake(tools, scene, slow);
}

/** bob, sue and cy, in this order: sue stands between the two, from whichever end they are told. */
async function openScene(tools: Tools): Promise<Scene> {
  const program = await tools.server(CHAT);
  const ann = await name(tools, 'ann');
  const bob = await name(tools, 'bob');
  const sue = await name(tools, 'sue', true);
  const cy = await name(tools, 'cy');
  await ann.writePieces(['ready\n']);
  for (const peer of [bob, cy]) await skipTo(peer, 'ann: ready');
  const listeners = [bob, cy].map((peer) => ({ peer, digest: peer.digest() }));
  const hashes = [createHash('sha256')];
  return { program, ann, sue, listeners, said: 0, hashes, missed: null, step: 'talks' };
}

/** Reads lines up to this one; throws Unmet where it doesn't come. */
async function skipTo(peer: Peer, wanted: string): Promise<void> {
  while ((await peer.expectLine()) !== wanted);
}

/** ann speaks until sue is let go, or until it is plain that it isn't. */
async function talk(tools: Tools, scene: Scene): Promise<void> {
  const { assume, demand, tell } = tools;
  const { program, ann, sue, hashes } = scene;
  let endedAt = Number.POSITIVE_INFINITY;
  let written = 0;
  let writtenAt = 0;
  tell({
    en: `ann says lines of ${LINE.length} bytes, ${BURST} at a time; sue reads nothing`,
    zh: `ann 每次说 ${BURST} 行，一行 ${LINE.length} 字节；sue 什么都不读`,
  });
  for (let burst = 0; scene.said < MOST; burst += 1) {
    scene.said += BURST;
    for (let line = 0; line < BURST; line += 1)
      hashes.push((hashes.at(-1) as Hash).copy().update(TOLD));
    await ann.write(LINE.repeat(BURST), { isTold: false });
    await untilHeard(tools, scene, countSaid(scene));
    const records = readRecords(program, sue);
    if (records.some(({ kind }) => kind === 'close')) return;
    demand(isHeard(scene), HEARS, describeHeard(scene));
    if (records.some(({ kind }) => kind === 'end')) endedAt = Math.min(endedAt, burst);
    const writes = records.filter(({ kind }) => kind === 'write').length;
    if (writes > written) writtenAt = burst;
    written = writes;
    const isKept = burst - writtenAt >= UNWRITTEN;
    if (isKept || burst - endedAt >= PATIENCE || countWaiting(scene) > TOO_MUCH) return;
  }
  assume(countWaiting(scene) > 0, {
    en: 'the kernel of this machine takes more than the check can say',
    zh: '这台机器的内核能收下的，比检查能说的还多',
  });
}

/** Waits until those who read have heard so many bytes, or until the program does nothing more. */
async function untilHeard({ wait }: Tools, scene: Scene, bytes: number): Promise<void> {
  const { program, listeners } = scene;
  const isEnough = () => listeners.every(({ digest }) => digest.bytes >= bytes);
  await wait(Promise.all(listeners.map(({ digest }) => digest.reached(bytes))), QUICK_MS);
  const readMore = () => listeners.reduce((sum, { digest }) => sum + digest.bytes, 0);
  // What waits for sue keeps the program from being at rest.
  if (!isEnough()) await untilBlocked(program, { isEnough, readMore });
}

/** How many bytes those who read have to have heard of what ann has said. */
function countSaid({ said }: Scene): number {
  return said * TOLD.length;
}

/** Whether those who read have heard all that ann has said. */
function isHeard(scene: Scene): boolean {
  return scene.listeners.every(({ digest }) => digest.bytes >= countSaid(scene));
}

function describeHeard({ said, listeners }: Scene) {
  const [bob, cy] = listeners.map(({ digest }) => Math.floor(digest.bytes / TOLD.length));
  return {
    en: `bob has heard ${bob} of ${said} lines, cy ${cy}`,
    zh: `一共 ${said} 行，bob 听到了 ${bob} 行，cy 听到了 ${cy} 行`,
  };
}

/** How much waits for sue in the program's socket, in bytes. */
function countWaiting({ program, sue }: Scene): number {
  const last = readRecords(program, sue).findLast(({ buffered }) => buffered !== undefined);
  return last?.buffered ?? 0;
}

async function demandClosed({ demand }: Tools, scene: Scene): Promise<void> {
  scene.step = 'closes';
  const { program, sue, said } = scene;
  const mib = (countWaiting(scene) / MIB).toFixed(1);
  const records = readRecords(program, sue);
  const isLeaving = records.some(({ kind }) => ['end', 'destroy', 'reset', 'close'].includes(kind));
  demand(isLeaving, GONE, {
    en: `after ${said} lines it is still connected, and ${mib} MiB wait in its socket`,
    zh: `说了 ${said} 行，它还连着，它的套接字里有 ${mib} MiB 在排队`,
  });
  const isClosed = () => readRecords(program, sue).some(({ kind }) => kind === 'close');
  await untilBlocked(program, { isEnough: isClosed });
  demand(isClosed(), CLOSED, {
    en: 'you have ended it, and it waits for what sue has not read',
    zh: '你结束了发送，它却还在等 sue 把剩下的读完',
  });
}

/** Demands that those who read hear of it, and have all lines; returns how many of them came before. */
async function demandTold(tools: Tools, scene: Scene): Promise<number> {
  scene.step = 'tells';
  const { demand } = tools;
  const { listeners } = scene;
  const all = countSaid(scene) + LEFT.length;
  await untilHeard(tools, scene, all);
  demand(isHeard(scene), HEARS, describeHeard(scene));
  demand(
    listeners.every(({ digest }) => digest.bytes >= all),
    TOLD_GONE,
    { en: 'they have heard all lines, and not that', zh: '每一行都听到了，这一句没有' },
  );
  const places = listeners.map(({ digest }) => findPlace(scene, digest.sha256()));
  const [place = null] = places;
  if (place !== null && !places.includes(null)) return place;
  throw new UnmetExpectation(HEARS, {
    en: 'they have heard something else',
    zh: '他们听到的是别的内容',
  });
}

/** How many lines come before `* sue left` where such a text has this hash; null where no place fits. */
function findPlace({ hashes, said }: Scene, wanted: string): number | null {
  for (let place = said; place >= Math.max(0, said - 4 * BURST); place -= 1) {
    const hash = (hashes[place] as Hash).copy().update(LEFT);
    for (let rest = place; rest < said; rest += 1) hash.update(TOLD);
    if (hash.digest('hex') === wanted) return place;
  }
  return null;
}

/** sue wakes up: what had waited for it must be gone. */
async function demandMissed({ demand }: Tools, scene: Scene, before: number): Promise<void> {
  scene.step = 'wakes';
  const { sue } = scene;
  const digest = sue.digest();
  sue.resume();
  await sue.expectClosing();
  scene.missed = before * TOLD.length - digest.bytes;
  const waited = (Math.max(0, scene.missed) / MIB).toFixed(2);
  demand(
    scene.missed >= MISSED,
    { en: 'sue is let go when 1 MiB waits, and not before', zh: '排队的超过 1 MiB 才断开 sue' },
    { en: `${waited} MiB were waiting`, zh: `当时只有 ${waited} MiB 在排队` },
  );
}

/** Which mistake it is. */
async function nameMistake(tools: Tools, scene: Scene, { exit, printed }: Phase) {
  if (exit) return printed(BROKEN) ? 'crash' : null;
  if (scene.step === 'wakes')
    return scene.missed !== null && scene.missed < MISSED ? 'drops-at-false' : null;
  const records = readRecords(scene.program, scene.sue);
  const isClosed = records.some(({ kind }) => kind === 'close');
  const all = countSaid(scene);
  if (isClosed) {
    const lacking = scene.listeners.filter(({ digest }) => digest.bytes < all + LEFT.length);
    if (lacking.length === 1) return 'splice';
    const isSilent = scene.listeners.every(({ digest }) => digest.bytes === all);
    return isSilent ? nameSilence(tools) : null;
  }
  if (records.some(({ kind }) => kind === 'end')) return 'ends-slow';
  if (!isHeard(scene)) return countWaiting(scene) > 0 ? 'waits-for-slow' : null;
  if (scene.step !== 'closes') return null;
  return (await getsAll(scene)) ? 'unbounded' : 'drops-lines';
}

/** Whether sue gets all that has been said, once it reads: then it was kept, and not left out. */
async function getsAll({ program, sue, said }: Scene): Promise<boolean> {
  const digest = sue.digest();
  const isEnough = () => digest.bytes >= said * TOLD.length;
  sue.resume();
  await untilBlocked(program, { isEnough, readMore: () => digest.bytes });
  return isEnough();
}

/** Whether the others hear when somebody leaves in another way. */
async function nameSilence(tools: Tools) {
  const leaves = async (leave: (peer: Peer) => void) => {
    const room = await enterRoom(tools, null);
    const mia = await join(tools, room, 'mia');
    leave(mia);
    await untilClosed(room.program, mia);
    await room.ann.expect('* mia left\n');
  };
  const ended = await tools.phase('ended', () => leaves((mia) => mia.end()));
  if (!ended.isOk) return 'silent-leave';
  const reset = await tools.phase('reset', () => leaves((mia) => mia.reset()));
  if (reset.isOk) return 'silent-leave';
  return reset.exit ? 'crash' : 'ghost-after-reset';
}
