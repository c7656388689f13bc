// The plan of a session: a lesson's programs, where they lie and what they are given.
import type { RunProgram } from '../course/block.ts';
import type { SessionPlan } from '../stage/session.ts';
import type { ProxyPlan } from '../stage/stage.ts';
import { isServer } from './run-state.ts';

/** Says where a program lies, absolute. */
export type Locate = (program: RunProgram) => string;

/** Where a session's programs lie, and what they are given. */
export interface SessionPlace {
  directory: string;
  locate: Locate;
  environment: Readonly<Record<string, string>>;
}

/**
 * The session of a lesson's programs, in `directory` (absolute); `locate` says where each one lies. Each gets
 * `environment`, clients the port of their proxy where there is one.
 */
export function planSession(
  programs: readonly RunProgram[],
  { directory, locate, environment }: SessionPlace,
  proxy: ProxyPlan | null,
): SessionPlan {
  const [server] = programs.filter(({ actor }) => isServer(actor));
  const place = (program: RunProgram) => ({
    actor: program.actor,
    file: locate(program),
    cwd: directory,
    environment: { ...environment },
  });
  const clients = programs.filter((program) => program !== server).map(place);
  return { ...(server && { server: place(server) }), clients, ...(proxy && { proxy }) };
}
