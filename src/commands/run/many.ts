// Many clients, with `--clients`: whether the machine can run so many, how they are started, and how they are summed up.
import path from 'node:path';
import { multiplyLast } from '../../course/many-clients.ts';
import { readTitle } from '../../stage/launch.ts';
import { isStillborn } from '../../stage/many-clients.ts';
import type { Stage } from '../../stage/stage.ts';
import { sayBoth } from '../../text/bilingual.ts';
import { Failure, misuse } from '../../text/failure.ts';
import type { Language } from '../../text/language.ts';
import { mainMessages } from '../../text/messages/main.ts';
import { manyMessages } from '../../text/messages/many.ts';
import { runMessages } from '../../text/messages/run.ts';
import type { Options } from '../options.ts';
import { findShortage } from './capacity.ts';
import type { ProgramsToRun } from './programs-to-run.ts';

/** How much longer a run without a terminal may last for each client, in ms: what one takes to load on a slow machine. */
const CLIENT_MS = 1000;
/** The exit code where the machine lacks something. */
const LACKING = 3;

/** How much longer than others a run of many clients may last, in ms. */
export function findOverrun({ clients = 0, rate }: Options): number {
  return clients * (CLIENT_MS + (rate === undefined ? 0 : 1000 / rate));
}

/**
 * The programs, with the last one as often as `--clients` says. Throws a usage Failure where that is no client, or where
 * other options are in the way, and one of the machine's where it can't run so many.
 */
export function planMany(target: ProgramsToRun, options: Options): ProgramsToRun {
  const { clients: count, rate, times, save } = options;
  if (count === undefined) {
    if (rate !== undefined) throw misuse(manyMessages, (say) => say.rateAlone);
    return target;
  }
  if (times !== undefined) {
    throw misuse(runMessages, (say) => say.notTogether('--clients', '--times'));
  }
  reviewPicture(save);
  const last = target.clients.at(-1);
  if (!last) {
    const title = readTitle(target.relays.at(-1) ?? target.server ?? { file: '' });
    throw misuse(manyMessages, (say) => say.noClient(title));
  }
  reviewMachine(count);
  // What is typed can't be for all of them.
  const clients = multiplyLast([...target.clients.slice(0, -1), { ...last, hasInput: false }], {
    clients: count,
    ...(rate !== undefined && { rate }),
  });
  return { ...target, clients };
}

/** Why not all of so many clients were started; null where all were, or where they were stopped before. */
export function describeExhaustion(
  { programs, events }: Pick<Stage, 'programs' | 'events'>,
  clients: number,
  language: Language,
): string | null {
  const many = programs.filter(({ isOneOfMany }) => isOneOfMany);
  const stillborn = many.filter(({ exit }) => isStillborn(exit));
  const [first] = stillborn;
  if (!first) return null;
  const said = events.filter(({ actor, kind }) => actor === first.actor && kind === 'stderr');
  const codes = said.map(({ text = '' }) => /\b(?:EMFILE|ENFILE|ENOMEM)\b/.exec(text)?.[0]);
  const { systemLacks } = mainMessages[language];
  const lack = systemLacks[codes.find((code) => code !== undefined) ?? 'EAGAIN'] ?? '';
  const started = many.length - stillborn.length;
  return manyMessages[language].exhausted(started, clients, lack, Math.floor(started * 0.8));
}

function reviewPicture(save = ''): void {
  const ending = path.extname(save).toLowerCase();
  if (ending !== '.svg' && ending !== '.mmd') return;
  throw misuse(manyMessages, (say) => say.noPicture(ending));
}

function reviewMachine(clients: number): void {
  const shortage = findShortage(clients);
  if (!shortage) return;
  const { kind, needed, left, fitting } = shortage;
  const text = sayBoth(manyMessages, (say) =>
    say.tooMany(clients, say[kind](needed, left), fitting),
  );
  throw new Failure(text, LACKING);
}
