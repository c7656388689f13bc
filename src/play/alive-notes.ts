// What keeps programs alive, in sentences.
import { findReasons, type Reason } from '../stage/alive.ts';
import type { Program } from '../stage/program.ts';
import { nameProgram } from '../stage/program-names.ts';
import type { Stage } from '../stage/stage.ts';
import type { Language } from '../text/language.ts';
import { manyMessages } from '../text/messages/many.ts';
import { runMessages } from '../text/messages/run.ts';

/** So many connections are named that a program holds open. */
const CONNECTIONS_MOST = 5;
/** So many reasons are named why clients of many are still alive. */
const REASONS_MOST = 3;

/** What keeps a program alive, or kept it until now, as one sentence; none where it has ended. */
export async function describeAlive(
  program: Program,
  stage: Stage,
  language: Language,
  tense: 'isAlive' | 'stillAlive',
): Promise<string[]> {
  if (program.exit) return [];
  const say = runMessages[language];
  const reasons = await findReasons(program, stage.events);
  if (program.exit) return [];
  const texts = describeReasons(reasons, language);
  const known = texts.length > 0 ? texts : [say.reasons.unknown];
  // It is no server only because it comes first.
  const isAlone = stage.programs.length === 1;
  const name = isAlone ? program.title : nameProgram(program.actor, stage.programs);
  return [say[tense](name, say.join(known))];
}

/** The same for all programs of a stage, a sentence each. */
export async function describeAllAlive(
  stage: Stage,
  language: Language,
  tense: 'isAlive' | 'stillAlive',
): Promise<string[]> {
  const few = stage.programs.filter(({ isOneOfMany }) => !isOneOfMany);
  const alive = few.map((program) => describeAlive(program, stage, language, tense));
  return [...(await Promise.all(alive)).flat(), ...(await describeMany(stage, language, tense))];
}

/** What keeps many clients alive, those for the same reasons together, as one sentence; none where all have ended. */
async function describeMany(
  { programs, events }: Stage,
  language: Language,
  tense: 'isAlive' | 'stillAlive',
): Promise<string[]> {
  const say = manyMessages[language];
  const many = programs.filter(({ isOneOfMany, exit }) => isOneOfMany && !exit);
  const counts = new Map<string, number>();
  await Promise.all(
    many.map(async (program) => {
      const kinds = (await findReasons(program, events)).map((reason) =>
        describeReason(reason, language),
      );
      if (program.exit) return;
      const why =
        runMessages[language].join([...new Set(kinds)]) || runMessages[language].reasons.unknown;
      counts.set(why, (counts.get(why) ?? 0) + 1);
    }),
  );
  const all = [...counts].sort(([, a], [, b]) => b - a);
  if (all.length === 0) return [];
  const count = all.reduce((sum, [, each]) => sum + each, 0);
  const reasons =
    all.length === 1
      ? (all[0]?.[0] ?? '')
      : say.join(all.slice(0, REASONS_MOST).map(([why, each]) => say.aliveBecause(why, each)));
  return [say.alive(count, reasons, tense === 'stillAlive')];
}

/** The other ends of connections in a sentence, the first few by their addresses. */
export function listAddresses(addresses: readonly string[], language: Language): string {
  const say = runMessages[language];
  const counts = new Map<string, number>();
  for (const each of addresses) counts.set(each, (counts.get(each) ?? 0) + 1);
  const first = [...counts].slice(0, CONNECTIONS_MOST);
  const named = first.map(([each, count]) => (count > 1 ? say.sameAddress(each, count) : each));
  const left = addresses.length - first.reduce((sum, [, count]) => sum + count, 0);
  return say.join(left > 0 ? [...named, say.moreConnections(left)] : named);
}

/** What keeps a program alive; of many connections the first few are named. */
function describeReasons(reasons: readonly Reason[], language: Language): string[] {
  const connections = reasons.filter(({ kind }) => kind === 'connection');
  const left = connections.slice(CONNECTIONS_MOST);
  const named = reasons.filter((reason) => !left.includes(reason));
  const texts = named.map((reason) => describeReason(reason, language));
  return left.length === 0 ? texts : [...texts, runMessages[language].moreConnections(left.length)];
}

function describeReason(reason: Reason, language: Language): string {
  const say = runMessages[language].reasons;
  switch (reason.kind) {
    case 'listening':
    case 'closing':
      return say[reason.kind](reason.address);
    case 'connection':
      return say.connection(reason);
    case 'other':
      return say.other(reason.name);
    default:
      return say[reason.kind];
  }
}
