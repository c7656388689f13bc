// Waits until a server is ready for clients: its tap says so, or its port is open where there is no tap.
import { once } from 'node:events';
import net from 'node:net';
import { LOOPBACKS } from './address.ts';
import { readClock } from './clock.ts';
import { before } from './deadline.ts';
import { findPortOfGroup, isListenedOn } from './errors/port-holder.ts';
import type { Place } from './meeting.ts';
import type { Program } from './program.ts';
import type { Readiness, Stage } from './stage.ts';

/** How often it is looked whether the port of a program without a tap is open, in ms. */
const LOOK_MS = 50;
/** How long a program with a tap is heard before it is looked whether somebody else opened its port, in ms. */
const UNHEARD_MS = 250;

/** Waits until a program that was started for that place listens, ends, or `ms` have passed. */
export function waitForServer(
  stage: Stage,
  server: Program,
  ms: number,
  place: Place,
): Promise<Readiness> {
  return (server.isForeign ? waitForPort : waitForTap)(stage, server, ms, place);
}

/**
 * Waits until a program says that it listens. Where its port is open and it doesn't say so, the socket belongs to a
 * child process, or to a thread without a tap: then that is said in its place.
 */
async function waitForTap(
  stage: Stage,
  server: Program,
  ms: number,
  place: Place,
): Promise<Readiness> {
  const deadline = performance.now() + ms;
  const ready = stage.ready(server, ms);
  for (let last: number | null = null; ; ) {
    const said = await before(ready, UNHEARD_MS);
    if (said !== 'deadline' || performance.now() >= deadline) return said;
    const port = await findPortOfGroup(Number(place.port), server.pid);
    // A watched thread may have been interrupted before it could say so.
    const isNew = port !== last;
    last = port;
    if (port === null || isNew) continue;
    // An answer comes after all that the program has reported so far.
    if ((await server.resources()) === null || server.exit) continue;
    const late = await before(ready, 0);
    if (late !== 'deadline') return late;
    const listening = `${place.host}:${port}`;
    const record = { t: readClock(), kind: 'listening', local: listening } as const;
    stage.record(server.actor, { ...record, isUnwatched: true });
    return { listening };
  }
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
