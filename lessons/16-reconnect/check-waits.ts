// The waits of a client that comes back, as its tap stamped them.
import type { ProgramUnderCheck, TapRecord, Tools } from '../../src/check/kit.ts';

/** What the client is told, in ms. */
export const BASE = 10;
export const CAP = 160;
/** What the client is told. */
export const environment = { BASE: String(BASE), CAP: String(CAP) };
/** How many visits end without a word until the waits have come to their limit. */
export const GROWING = 8;
/** A timer is never early, but its clock is read in whole ms. */
const EARLY_MS = 1;
/** What part of the waits is most of them. */
const MOST = 0.5;
/** A wait so short, in ms, is none. */
const NONE_MS = 4;

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

/** Whether it was connecting, or connected, when it began to connect once more. */
export function isDoubled({ records }: ProgramUnderCheck): boolean {
  let open = 0;
  return records.some(({ kind }) => {
    if (kind === 'close') open -= 1;
    if (kind === 'connecting') open += 1;
    return open > 1;
  });
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
  // Between the first sign and the last, the sockets take their time.
  const none = readWaits(client, ['close']).filter((wait) => wait < NONE_MS).length;
  if (none > waits.length * MOST) return 'no-delay';
  return areFlat(waits) ? 'no-growth' : null;
}

/** Whether the waits had grown, and were short again, each of them, once the visits weren't silent any more. */
export function hasBegunAgain(waits: readonly number[]): boolean {
  const later = waits.slice(GROWING);
  return later.length > 1 && later.every((wait) => wait < CAP / 4);
}

/** Whether even the first failures were followed by waits that belong to late ones. */
export function isAlwaysLong(waits: readonly number[]): boolean {
  return waits.slice(0, 2).every((wait) => wait >= CAP / 2);
}

/** Whether a long enough wait was followed by one that was too short, when no failure had been forgotten. */
export function isBelowHalf(waits: readonly number[]): boolean {
  const parts = waits.map((wait, index) => (wait + EARLY_MS) / longest(index + 1));
  const first = parts.findIndex((part) => part >= 0.5);
  return first >= 0 && parts.slice(first).some((part) => part < 0.5);
}

/** Whether the waits that should be at the limit are far from it, each of them: by chance none would be, or one. */
function areFlat(waits: readonly number[]): boolean {
  const capped = waits.filter((_, index) => longest(index + 1) === CAP);
  return capped.length > 1 && capped.every((wait) => wait < CAP / 4);
}

/** Which mistake it is that spoils the return of one who was turned away; a refusal tells two of them apart. */
export async function nameReturn(
  tools: Tools,
  client: ProgramUnderCheck,
  turnAway: () => Promise<void>,
) {
  const { phase, launch, freePort } = tools;
  const port = client.asked ?? 0;
  if (wentElsewhere(client, port)) return 'own-port';
  const loss = nameLoss(client);
  if (loss) return loss;
  const waits = readWaits(client);
  if (client.exit || waits.length === 0) return 'gives-up';
  const named = nameWaits(client);
  if (named === null) {
    // A few more visits, since few waits may be short, or long, by chance.
    await phase('more', turnAway);
    return isBelowHalf(readWaits(client)) ? 'below-half' : null;
  }
  if (named !== 'no-growth') return named;
  let isGrowing = false;
  await phase('refused', async () => {
    const PORT = String(await freePort());
    const other = launch({ name: 'client', environment: { ...environment, PORT } });
    const count = () => readWaits(other).length;
    await other.until({ en: 'tries', zh: '若干次尝试' }, () => count() >= GROWING);
    isGrowing = readWaits(other).some((wait) => wait >= CAP / 2 - EARLY_MS);
  });
  return isGrowing ? 'reset-too-soon' : 'no-growth';
}

/** Whether it went to another port than it was told to. */
export function wentElsewhere({ records }: ProgramUnderCheck, port: number): boolean {
  return records.some(
    ({ kind, remote = '' }) => kind === 'connecting' && !remote.endsWith(`:${port}`),
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
