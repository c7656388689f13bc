// What a sentence about a run calls its programs: as their rows do.
import type { Program } from './program.ts';

type Named = Pick<Program, 'actor'> & Partial<Pick<Program, 'title'>>;

/** Actors whose role says enough, where nobody else has it. */
const PLAIN_ROLES: ReadonlySet<string> = new Set(['server', 'client']);

/** `client`, or `proxy.mjs (server-2)`: one of several by its file, too, unless others have a file of that name. */
export function nameProgram(actor: string, programs: readonly Named[]): string {
  const nameFile = (program?: Named) => program?.title?.split('/').at(-1);
  const name = nameFile(programs.find((program) => program.actor === actor));
  const isPlain =
    PLAIN_ROLES.has(actor) && !programs.some((each) => each.actor.startsWith(`${actor}-`));
  const isShared = programs.filter((program) => nameFile(program) === name).length > 1;
  return name === undefined || isShared || isPlain ? actor : `${name} (${actor})`;
}
