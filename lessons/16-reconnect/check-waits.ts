// The waits of a client that comes back, as its tap stamped them.
import type { ProgramUnderCheck, TapRecord, Tools } from '../../src/check/kit.ts';

/** What the client is told, in ms. */
export const BASE = 10;
export const CAP = 160;
/** A first wait is shorter, in ms, and one at the limit longer, even where a busy loop sets its timer by an old clock. */
export const LONG_MS = (3 * CAP) / 8;
/** What the client is told. */
export const environment = { BASE: String(BASE), CAP: String(CAP) };
/** How many visits end without a word until the waits have come to their limit. */
export const GROWING = 8;
/** How many visits end without a word once the waits have come to their limit. */
export const CAPPED = 7;
/** A timer is never early, but its clock is read in whole ms. */
export const EARLY_MS = 1;
/** What part of the waits is most of them: on a busy machine, any of them may be long. */
const MOST = 0.75;
/** A wait so short, in ms, is none; where half of them are, the program has none, and on a busy machine fewer are. */
const NONE_MS = 4;
const HALF = 0.5;
/** A wait that should be of a second, or half of one, and is so short, in ms, depends on nothing that it was told. */
export const PATIENT_MS = 1000;
const AT_ONCE_MS = 50;
const FEW = 3;
/** What part of the limit one of many random waits doesn't reach. */
const SHORT = 0.9;
/** Waits of which most lie within so many ms of the least are the same. */
const SAME_MS = 18;
/** So many times the limit is too long for a wait. */
const TOO_LONG = 2;
/** So many answers in a row show that a program has come to what was due before. */
const ANSWERS = 3;
/** How long a client may take until its first attempt, in ms. */
const FIRST_MS = 10_000;
/** How long it is waited between two questions, in ms. */
const ASK_MS = 20;

/** The waits of a client that counts `count` failures, as the contract has them, in ms. */
export function longest(count: number): number {
  return Math.min(CAP, BASE * 2 ** (count - 1));
}

/** What a program may take for the end of a visit. */
const ENDINGS: readonly string[] = ['fin', 'end', 'error', 'close'];

/** How long it waited between the first sign of each visit's end and the next attempt, in ms. */
export function readWaits(
  { records }: ProgramUnderCheck,
  endings: readonly string[] = ENDINGS,
): number[] {
  const waits: number[] = [];
  let ended: TapRecord | null = null;
  for (const record of records) {
    if (endings.includes(record.kind)) ended ??= record;
    if (record.kind !== 'connecting' || !ended) continue;
    waits.push((record.t - ended.t) / 1000);
    ended = null;
  }
  return waits;
}

/**
 * Whether the last waits, at the limit, differ, as chance would have it. A timer may be late, and is never early: so a
 * short wait was a short one, and equal ones lie together at the least, counted from the sign that the program counts from.
 */
export function areSpread(client: ProgramUnderCheck, count: number): boolean {
  const read = (ending: string) => readWaits(client, [ending]).slice(-count);
  const areApart = (waits: readonly number[]) => {
    const [least = 0, , , fourth = Number.POSITIVE_INFINITY] = [...waits].sort((a, b) => a - b);
    return fourth - least > SAME_MS;
  };
  return (
    Math.min(...read('close')) < CAP * SHORT && ENDINGS.every((ending) => areApart(read(ending)))
  );
}

/**
 * Demands that the attempt after this connection comes before a wait is too long. That is not judged by a clock alone: a program that
 * has answered since, and still waits, was on time, and its timer was not due.
 */
export async function demandVisit(
  { demand }: Tools,
  client: ProgramUnderCheck,
  last: number,
): Promise<void> {
  const closed = client.records.indexOf(await untilVisited(client, last));
  const hasCome = () => client.records.slice(closed).some(({ kind }) => kind === 'connecting');
  const start = performance.now();
  for (let answers = 0; !hasCome(); ) {
    const isLate = performance.now() - start > CAP * TOO_LONG;
    const resources = await client.resources();
    if (!resources?.includes('Timeout')) return;
    answers = isLate ? answers + 1 : 0;
    demand(
      answers < ANSWERS || hasCome(),
      { en: `a wait of ${CAP} ms at most`, zh: `最多等 ${CAP} 毫秒` },
      { en: `more than ${CAP * TOO_LONG} ms`, zh: `超过 ${CAP * TOO_LONG} 毫秒` },
    );
    await client.untilNoTimer(undefined, ASK_MS);
  }
}

/** Waits until the client knows of the end of this connection, and returns the record of it. */
function untilVisited(client: ProgramUnderCheck, last: number): Promise<TapRecord> {
  return client.until(
    { en: 'the end of the visit', zh: '这次访问结束' },
    ({ kind, connection }) => kind === 'close' && connection === last,
  );
}

/** Whether it was connecting, or connected, when it began to connect once more. */
export function isDoubled({ records }: ProgramUnderCheck): boolean {
  let open = 0;
  return records.some(({ kind }) => {
    if (kind === 'close') open -= 1;
    if (kind === 'connecting') open += 1;
    return open > 1;
  });
}

/** Whether it has so many timers or more: one that waits twice for a failure has a timer more after each. */
export async function hasTimers(client: ProgramUnderCheck, least: number): Promise<boolean> {
  const resources = (await client.resources()) ?? [];
  return resources.filter((name) => name === 'Timeout').length >= least;
}

/** Whether an error that nobody caught ended it. */
export function hasCrashed(client: ProgramUnderCheck): boolean {
  const { exit } = client;
  if (exit === null || exit.code === 0) return false;
  return client.lines('stderr').some((line) => /^Node\.js v/.test(line));
}

/** A duration, for a story. */
export const round = (ms: number): string => `${Math.round(ms)} ms`;

/** Demands that the waits, from the first failure on or a later one, are no shorter than they may be. */
export function demandGrowth({ demand }: Tools, all: readonly number[], from = 0): void {
  all.slice(from).forEach((wait, later) => {
    const index = from + later;
    const least = longest(index + 1) / 2;
    demand(
      wait >= least - EARLY_MS,
      {
        en: `after failure ${index + 1}, a wait of ${least} ms or more`,
        zh: `第 ${index + 1} 次失败之后，至少等 ${least} 毫秒`,
      },
      { en: `${round(wait)}`, zh: `${Math.round(wait)} 毫秒` },
    );
  });
}

/** Which mistake it is that ended it, or doubled its tries. */
export function nameLoss(client: ProgramUnderCheck) {
  if (hasCrashed(client)) return 'crash';
  return isDoubled(client) ? 'doubled' : null;
}

/** Which mistake it is that makes waits too short. */
export function nameWaits(client: ProgramUnderCheck) {
  const waits = readWaits(client);
  if (waits.length === 0) return 'gives-up';
  if (!areFlat(waits)) return null;
  // Between the first sign and the last, the sockets take their time.
  const none = readWaits(client, ['close']).filter((wait) => wait < NONE_MS).length;
  return none > waits.length * HALF ? 'no-delay' : 'no-growth';
}

/** Whether the waits had grown, and were short again, once the visits weren't silent any more. */
export function hasBegunAgain(waits: readonly number[]): boolean {
  return areShort(waits.slice(GROWING));
}

/** Whether even the first failures were followed by waits that belong to late ones. */
export function isAlwaysLong(waits: readonly number[]): boolean {
  return waits.slice(0, 2).every((wait) => wait >= LONG_MS);
}

/** Whether a long enough wait was followed by one that was too short, when no failure had been forgotten. */
export function isBelowHalf(waits: readonly number[]): boolean {
  const parts = waits.map((wait, index) => (wait + EARLY_MS) / longest(index + 1));
  const first = parts.findIndex((part) => part >= 0.5);
  return first >= 0 && parts.slice(first).some((part) => part < 0.5);
}

/** Whether the waits that should be at the limit are far from it: by chance, one would be. */
function areFlat(waits: readonly number[]): boolean {
  return areShort(waits.filter((_, index) => longest(index + 1) === CAP));
}

function areShort(waits: readonly number[]): boolean {
  const short = waits.filter((wait) => wait < CAP / 4).length;
  return waits.length > 1 && short >= waits.length * MOST;
}

/**
 * Which mistake it is that spoils the return of one who was turned away; a refusal tells two of them apart.
 * `turnAwayOne` resolves to the connection of one more visit.
 */
export async function nameReturn(
  tools: Tools,
  client: ProgramUnderCheck,
  turnAwayOne: () => Promise<number>,
) {
  const { phase, launch, freePort } = tools;
  const port = client.asked ?? 0;
  if (wentElsewhere(client, port)) return 'own-port';
  const loss = nameLoss(client);
  if (loss) return loss;
  const waits = readWaits(client);
  if (client.exit || waits.length === 0) return 'gives-up';
  let isPatient = false;
  let last: number | null = null;
  const isUnclear = () => !isPatient && nameWaits(client) === null;
  // A few more visits, since few waits may be short, or long, by chance.
  await phase('more', async () => {
    for (let count = 0; count < CAPPED || (count < 2 * CAPPED && isUnclear()); count += 1) {
      isPatient ||= last !== null && (await waitsLong(client, last));
      last = await turnAwayOne();
    }
  });
  const named = nameWaits(client);
  if (named === null && isPatient) return isBelowHalf(readWaits(client)) ? 'below-half' : null;
  if (named !== null && named !== 'no-growth') return named;
  const started: ProgramUnderCheck[] = [];
  const refuse = async (wanted: number, base: number, cap: number) => {
    const PORT = String(await freePort());
    const other = launch({
      name: 'client',
      environment: { BASE: String(base), CAP: String(cap), PORT },
    });
    started.push(other);
    await other.until({ en: 'tries', zh: '若干次尝试' }, () => readWaits(other).length >= wanted);
  };
  await phase('refused', () => refuse(GROWING, BASE, CAP));
  const [other] = started;
  const capped = other ? readWaits(other).filter((_, index) => longest(index + 1) === CAP) : [];
  // A timer is never early: of waits that have grown, none is shorter.
  const isGrowing = capped.length > 1 && capped.every((wait) => wait >= CAP / 2 - EARLY_MS);
  if (isGrowing) return 'reset-too-soon';
  await phase('patient', () => refuse(FEW, PATIENT_MS, PATIENT_MS));
  const [, patient] = started;
  const all = [client, ...started].flatMap((each) => readWaits(each, ['close']));
  const isAtOnce = patient && Math.min(...readWaits(patient)) < AT_ONCE_MS;
  return isAtOnce && Math.min(...all) < NONE_MS ? 'no-delay' : 'no-growth';
}

/**
 * Whether its timer is one that is not due when the longest wait after a first failure is over. On a busy machine, a short
 * timer is late too; but once it is due, it goes off before a second answer.
 */
async function waitsLong(client: ProgramUnderCheck, last: number): Promise<boolean> {
  await untilVisited(client, last);
  const due = performance.now() + 2 * BASE;
  for (let late = 0; late < 2; ) {
    const isLate = performance.now() >= due;
    if (!(await client.resources())?.includes('Timeout')) return false;
    if (isLate) late += 1;
    else await client.untilNoTimer(undefined, BASE);
  }
  return true;
}

/** Whether it went to another port than it was told to. */
export function wentElsewhere({ records }: ProgramUnderCheck, port: number): boolean {
  return records.some(
    ({ kind, remote = '' }) => kind === 'connecting' && !remote.endsWith(`:${port}`),
  );
}

/** Demands that its first attempt goes where it was told to: one that goes elsewhere would be waited for in vain. */
export async function demandAim({ demand }: Tools, client: ProgramUnderCheck): Promise<void> {
  const wanted = `127.0.0.1:${client.asked}`;
  const { remote = '' } = await client.until(
    { en: `an attempt at ${wanted}`, zh: `一次到 ${wanted} 的尝试` },
    ({ kind }) => kind === 'connecting' || kind === 'exit',
    { ms: FIRST_MS },
  );
  demand(
    !wentElsewhere(client, client.asked ?? 0),
    { en: `an attempt at ${wanted}`, zh: `一次到 ${wanted} 的尝试` },
    { en: `one at ${remote}`, zh: `到 ${remote} 的尝试` },
  );
}

/** Waits until it has told so many lines of this text, and returns what it printed. */
export async function untilPrinted(
  client: ProgramUnderCheck,
  line: string,
  count = 1,
): Promise<void> {
  const countLines = () => client.lines('stdout').filter((each) => each === line).length;
  if (countLines() >= count) return;
  await client.until(
    { en: `the line “${line}”`, zh: `一行“${line}”` },
    () => countLines() >= count,
    { since: client.records.length },
  );
}
