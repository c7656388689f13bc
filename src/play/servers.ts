// The servers of a stage: whether one runs, and whether the last one failed to come up.
import type { Program } from '../stage/program.ts';
import { isServer } from '../stage/run-state.ts';
import type { Stage } from '../stage/stage.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { RunAddress } from './run-address.ts';

/** How often programs are started where others take their port at the last moment. */
const TRIES = 3;

/**
 * Starts programs, and does so again while they have lost their port: it settles with what the last start has. `start`
 * gets how often they were started before.
 */
export async function retryLostPort<T>(
  start: (time: number) => Promise<T>,
  hasLost: (started: T) => boolean,
): Promise<T> {
  let started = await start(0);
  for (let time = 1; time < TRIES && hasLost(started); time += 1) started = await start(time);
  return started;
}

/** Whether a server runs, listening or not. */
export function hasRunningServer({ programs }: Pick<Stage, 'programs'>): boolean {
  return programs.some(({ actor, exit }) => isServer(actor) && exit === null);
}

/** Whether servers run that listen, but none of them over TCP: others may then have the port there. */
export function areServersDatagrams({
  programs,
  events,
}: Pick<Stage, 'programs' | 'events'>): boolean {
  const running = programs.filter(({ actor, exit }) => isServer(actor) && exit === null);
  return running.every(({ actor }) => {
    const start = events.findLastIndex((event) => event.kind === 'start' && event.actor === actor);
    const own = events.slice(Math.max(0, start)).filter((event) => event.actor === actor);
    const listening = own.filter(({ kind }) => kind === 'listening');
    return listening.length > 0 && listening.every(({ protocol }) => protocol === 'udp');
  });
}

/**
 * Whether the last server lost its port: another program took it after the place had been made free, and before the
 * server came to listen. Started again, it gets another one.
 */
export function hasLostPort(stage: Pick<Stage, 'programs' | 'events'>, place: RunAddress): boolean {
  if (place.isFixed || !findFailedServer(stage)) return false;
  const taken = new RegExp(`EADDRINUSE.*:${place.port}(?!\\d)`);
  return readLastServer(stage).some(({ message, text }) => taken.test(message ?? text ?? ''));
}

/**
 * The server that was started last, where it failed before it listened and no other runs; else null. One that was
 * stopped did not fail.
 */
export function findFailedServer(stage: Pick<Stage, 'programs' | 'events'>): Program | null {
  if (hasRunningServer(stage)) return null;
  const own = readLastServer(stage);
  const server = stage.programs.find(({ actor }) => actor === own[0]?.actor);
  return server?.exit?.code && !own.some(({ kind }) => kind === 'listening') ? server : null;
}

/** The events of the server that was started last, from its start on. */
function readLastServer({ events }: Pick<Stage, 'events'>): TraceEvent[] {
  const start = events.findLastIndex(({ kind, actor }) => kind === 'start' && isServer(actor));
  return start < 0 ? [] : events.slice(start).filter(({ actor }) => actor === events[start]?.actor);
}
