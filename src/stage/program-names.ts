// What a sentence about a run calls its programs: as their rows do.
import type { Program } from './program.ts';

type Named = Pick<Program, 'actor'> & Partial<Pick<Program, 'title'>>;

/** Actors whose role says enough. */
const PLAIN_ROLES: ReadonlySet<string> = new Set(['server', 'client']);

/** `client`, or `proxy.mjs (server-2)`: one with a number by its file, too, unless others have a file of that name. */
export function nameProgram(actor: string, programs: readonly Named[]): string {
  const nameFile = (program?: Named) => program?.title?.split('/').at(-1);
  const name = nameFile(programs.find((program) => program.actor === actor));
  const isShared = programs.filter((program) => nameFile(program) === name).length > 1;
  return name === undefined || isShared || PLAIN_ROLES.has(actor) ? actor : `${name} (${actor})`;
}
