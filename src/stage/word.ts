// A server's word: that it listens, or that it won't.
import { once } from 'node:events';
import net from 'node:net';
import { LOOPBACKS } from './address.ts';
import { readClock } from './clock.ts';
import { before } from './deadline.ts';
import { isListenedOn } from './errors/port-holder.ts';
import type { Place } from './meeting.ts';
import type { Program } from './program.ts';
import type { Readiness, Stage } from './stage.ts';

/** What is waited for. */
export interface WordOptions {
  /** How long it has, in ms. */
  ms: number;
  /** Where a program without a tap is to listen; null for any other. */
  place: Place | null;
  /** Whether it may be a client. */
  isUnsure?: boolean | undefined;
}

/** How often it is looked whether the port of a program without a tap is open, in ms. */
const LOOK_MS = 50;

/**
 * Waits until a program listens, has ended, or `ms` have passed. One that may be a client is one where it asks for a
 * connection first, or ends well.
 */
export async function waitForWord(
  stage: Stage,
  program: Program,
  { ms, place, isUnsure = false }: WordOptions,
): Promise<Readiness | 'client'> {
  if (place) return waitForPort(stage, program, ms, place);
  const ready = stage.ready(program, ms);
  if (!isUnsure) return ready;
  const asked = stage.asked(program).then(() => 'client' as const);
  const word = await Promise.race([ready, asked]);
  const hasEndedWell = typeof word === 'object' && 'exit' in word && word.exit.code === 0;
  return hasEndedWell ? 'client' : word;
}

/** A program without a tap doesn't say that it listens: waits until its port is open, and says so in its place. */
async function waitForPort(
  stage: Stage,
  server: Program,
  ms: number,
  place: Place,
): Promise<Readiness> {
  const { host, port } = place;
  const deadline = performance.now() + ms;
  while (!server.exit && performance.now() < deadline) {
    // On another of the machine's addresses its clients would not find it.
    const address = net.isIP(host) ? host : undefined;
    if ((await isListenedOn(Number(port), address)) ?? (await answers(place))) {
      const listening = `${host}:${port}`;
      stage.record(server.actor, { t: readClock(), kind: 'listening', local: listening });
      return { listening };
    }
    await before(server.exited, LOOK_MS);
  }
  return server.exit ? { exit: server.exit } : 'deadline';
}

/** Whether a connection is accepted. The server notices it, so this is for systems that tell in no other way. */
async function answers({ host, port }: Place): Promise<boolean> {
  const socket = net.connect(Number(port), LOOPBACKS[host] ?? host);
  const isOpen = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return isOpen;
}
