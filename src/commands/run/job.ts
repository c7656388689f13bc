// A job: the programs of `run`, what ends their run, and how it is told of.

import { PREFERRED_PORT, type RunAddress } from '../../play/run-address.ts';
import { createStyle, type Style } from '../../screen/style.ts';
import type { ProgramOptions } from '../../stage/launch.ts';
import type { Spares } from '../../stage/spares/spares.ts';
import type { ProxyPlan, Stage } from '../../stage/stage.ts';
import { wrapText } from '../../text/wrap.ts';
import type { Context } from '../context.ts';
import type { Options } from '../options.ts';
import type { ProgramsToRun } from './programs-to-run.ts';

/** Programs to run, and what ends their run. */
export interface Job {
  context: Context;
  options: Options;
  target: ProgramsToRun;
  proxy: ProxyPlan | null;
  /** Where a lesson's programs meet; null for programs of the learner's own, which have their places themselves. */
  place: RunAddress | null;
  /** The signal that `--for` gives, and after how many ms; null where nothing limits the run. */
  limit: { signal: AbortSignal; ms: number } | null;
  /** Each of them ends the run. */
  signals: AbortSignal[];
  /** Ends the run too, for a new one: what was yet to come is no news then. */
  save?: AbortSignal;
  /** Told of each stage that is opened. */
  onStage(stage: Stage): void;
  spares?: Spares;
}

/** How long a run without a terminal lasts at most, in ms. */
export const UNATTENDED_MS = 10_000;
/** The width of notes in columns, at most. */
const NOTE_COLUMNS = 88;

/** Whether the programs get the port as the learner named it, rather than one that is free. */
export function isPortPassed({ context, options }: Pick<Job, 'context' | 'options'>): boolean {
  return options.port !== undefined || Boolean(context.environment.PORT);
}

/** Makes the programs' place free before a run, and returns the target with what they are told of it. */
export async function meet({ context, options, target, place }: Job): Promise<ProgramsToRun> {
  if (!place) return target;
  const { note } = await place.prepare();
  if (note) tell(context, note[context.language]);
  const { PORT, ...others } = place.environment;
  // Somebody who has changed the port in the programs, and asks for none here, means that.
  const isAsked = isPortPassed({ context, options }) || place.port !== PREFERRED_PORT;
  const added = { ...others, ...(isAsked && PORT !== undefined && { PORT }) };
  const give = (program: ProgramOptions): ProgramOptions => ({
    ...program,
    environment: { ...added, ...program.environment },
  });
  const { server, clients } = target;
  return { ...target, ...(server && { server: give(server) }), clients: clients.map(give) };
}

/** The style of the standard output. */
export function createStyleOf({ hasColour, hasLinks }: Context): Style {
  return createStyle({ colour: hasColour, links: hasLinks });
}

/** Prints a note to the standard error, wrapped. */
export function tell(context: Context, note: string): void {
  const width = Math.min(context.stderr.columns, NOTE_COLUMNS);
  context.stderr.print(...wrapText(note, width));
}
