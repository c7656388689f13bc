// A job: the programs of `run`, what ends their run, and how it is reported.
import path from 'node:path';
import { PREFERRED_PORT } from '../../course/expected.ts';
import type { RunAddress } from '../../play/run-address.ts';
import { openTraceFile, type TracedProgram } from '../../play/trace-file.ts';
import { type ProgramOptions, readTitle } from '../../stage/launch.ts';
import type { SessionPlan } from '../../stage/session.ts';
import type { Spares } from '../../stage/spares/spares.ts';
import type { ProxyPlan, Stage } from '../../stage/stage.ts';
import type { TraceEvent } from '../../stage/trace/trace.ts';
import { misuse } from '../../text/failure.ts';
import { pictureMessages } from '../../text/messages/picture.ts';
import { runAddressMessages } from '../../text/messages/run-address.ts';
import { PROSE_COLUMNS, wrapText } from '../../text/wrap.ts';
import type { Context } from '../context.ts';
import type { Options } from '../options.ts';
import type { ProgramsToRun } from './programs-to-run.ts';

/** Programs to run, and what ends their run. */
export interface Job {
  context: Context;
  options: Options;
  target: ProgramsToRun;
  proxy: ProxyPlan | null;
  /** The address that programs get; null for those of the learner's own that set theirs themselves. */
  address: RunAddress | null;
  /** The signal that `--for` gives, and after how many ms; null where the run has no limit. */
  limit: { signal: AbortSignal; ms: number } | null;
  /** Any of these ends the run. */
  signals: AbortSignal[];
  /** Ends the run too, for a new one: reports that were still due are dropped then. */
  save?: AbortSignal;
  /** Called with each stage that is opened. */
  onStage(stage: Stage): void;
  spares?: Spares;
  /** Where the run is saved; null where it isn't. */
  saving: Saving | null;
}

/** Saves a run, as `--save` says. */
export interface Saving {
  take(event: TraceEvent): void;
  /** What was taken belongs to a run that doesn't count. */
  forget(): void;
  /** Writes the file, and says so. */
  write(programs: readonly TracedProgram[]): void;
}

/** Opens the file of `--save`; null where there is none. Throws a usage Failure where it can't be used. */
export function openSaving(context: Context, options: Options): Saving | null {
  const { save } = options;
  if (save === undefined) return null;
  const { language } = context;
  const say = pictureMessages[language];
  const file = openTraceFile(path.resolve(context.cwd, save));
  return {
    ...file,
    write(programs) {
      const lost = file.write(programs, { language, wire: options.wire ?? true });
      if (lost > 0) tell(context, say.tooLong(lost));
      tell(context, say.savedTo(save));
    },
  };
}

/** The programs of a job, the server first, as the heading of their rows names them. */
export function listPrograms({ target }: Job): TracedProgram[] {
  const { server, relays, clients } = target;
  return [...(server ? [server] : []), ...relays, ...clients].map((program) => ({
    actor: program.actor,
    title: readTitle(program),
    ...(program.isForeign && { isForeign: true }),
    ...(program.many && { isOneOfMany: true }),
  }));
}

/** How long a run without a terminal lasts at most, in ms. */
export const UNATTENDED_MS = 10_000;

/** Whether the programs get the port that the learner named, rather than a free one. */
function isPortAsked({ context, options }: Pick<Job, 'context' | 'options'>): boolean {
  return options.port !== undefined || Boolean(context.environment.PORT);
}

/** Frees the programs' address before a run, and returns the session of programs that get it. */
export async function prepareSession(job: Job): Promise<SessionPlan> {
  const { server, relays, clients } = await addressPrograms(job);
  const { proxy } = job;
  const isPortPassed = isPortAsked(job) || job.target.isPortRead;
  return { ...(server && { server }), relays, clients, ...(proxy && { proxy }), isPortPassed };
}

async function addressPrograms({ context, options, target, address }: Job) {
  if (!address) return target;
  const isHeld = await address.prepare((note) => tell(context, note[context.language]));
  // That the port is open would say nothing of this server.
  if (isHeld && target.server?.isForeign) {
    throw misuse(runAddressMessages, (say) => say.portHeld(address.port));
  }
  const { PORT, ...others } = address.environment;
  // A learner who changed the port in the programs, and gives none here, wants that port.
  const { isLesson } = target;
  const isGiven = !isLesson || isPortAsked({ context, options }) || address.port !== PREFERRED_PORT;
  const added = { ...(isLesson && others), ...(isGiven && PORT !== undefined && { PORT }) };
  const give = (program: ProgramOptions): ProgramOptions => ({
    ...program,
    environment: { ...added, ...program.environment },
  });
  const { server, relays, clients } = target;
  return {
    server: server && give(server),
    relays: relays.map(give),
    clients: clients.map(give),
  };
}

/** Prints a note to the standard error, wrapped. */
export function tell(context: Context, note: string): void {
  const width = Math.min(context.stderr.columns, PROSE_COLUMNS);
  context.stderr.print(...wrapText(note, width));
}
