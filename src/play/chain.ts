// The servers of a lesson's run that stand in a row: each passes on to the one before it.
import type { RunProgram } from '../course/block.ts';
import { findListening } from '../stage/alive.ts';
import type { ProgramOptions } from '../stage/launch.ts';
import type { Program } from '../stage/program.ts';
import { mentionsUpstream } from '../stage/program-source.ts';
import { isServer } from '../stage/run-state.ts';
import type { Stage } from '../stage/stage.ts';

/** A program that may stand in the row; its file is absolute. */
type Member = Pick<ProgramOptions, 'actor' | 'file'>;

/** Whether a server passes on to another one: it reads where that is. */
function isRelay({ actor, file }: Member): boolean {
  return isServer(actor) && mentionsUpstream(file);
}

/** The actors of a row, the first server first; none where no server stands behind another one. Files as in a lesson. */
export function listChain(
  files: Readonly<Record<string, string>>,
  locate: (program: RunProgram) => string,
): string[] {
  const all = Object.entries(files).map(([actor, file]) => ({
    actor,
    file: locate({ actor, file }),
  }));
  const [first, ...others] = all.filter(({ actor }) => isServer(actor));
  const relays = others.filter(isRelay);
  return first && relays.length > 0 ? [first, ...relays].map(({ actor }) => actor) : [];
}

/** Where clients reach a run's servers: the last one that passes on, else the first; null where it doesn't listen. */
export function findEntrance({
  programs,
  events,
}: Pick<Stage, 'programs' | 'events'>): string | null {
  const relays = programs.filter((program) => program.exit === null && isRelay(program));
  return findListening(events, relays.at(-1)?.actor ?? 'server').at(-1) ?? null;
}

/**
 * Tells programs which server stands before them: a relay that before it in the list, or among those that run already;
 * clients the last relay, or none, where the only place to meet is that of the run.
 */
export function linkPrograms(
  programs: readonly ProgramOptions[],
  running: readonly Program[],
): ProgramOptions[] {
  const servers = running.filter(({ actor, exit }) => isServer(actor) && exit === null);
  const relay = servers.findLast(isRelay);
  let before = (relay ?? servers[0])?.actor;
  let last = relay?.actor;
  return programs.map((program) => {
    const { actor } = program;
    if (!isServer(actor)) return last === undefined ? program : { ...program, upstream: last };
    if (before === undefined || !isRelay(program)) {
      if (actor === 'server') last = undefined;
      before = actor === 'server' ? actor : (before ?? actor);
      return program;
    }
    const linked = { ...program, upstream: before, hasOwnPort: true };
    before = actor;
    last = actor;
    return linked;
  });
}
