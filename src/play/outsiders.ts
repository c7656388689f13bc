// Finds connections of a run's programs that go elsewhere than they are to: past the proxy, or to programs outside the run.
import { isThisMachine, leadsTo, parseAddress } from '../stage/address.ts';
import { findGroup, findPortHolder } from '../stage/errors/port-holder.ts';
import type { Program } from '../stage/program.ts';
import { PROXY } from '../stage/proxy/proxy.ts';
import { isServer } from '../stage/run-state.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { Language } from '../text/language.ts';
import { runAddressMessages } from '../text/messages/run-address.ts';

/** A connection that goes elsewhere. */
export interface Stray {
  actor: string;
  /** Where it connected to: `127.0.0.1:6969`. */
  address: string;
}

/**
 * Looks in the events of a run as they come for outsiders: programs on this machine that the run's programs connect to,
 * but that are not part of the run.
 */
export interface Outsiders {
  /** Takes an event; must be called for each one, in order. */
  take(event: TraceEvent): void;
  /** Tells of those that were found since it was asked last, a sentence each, once all are looked up. */
  describe(language: Language): Promise<string[]>;
}

/** Opens a finder of outsiders; `getPrograms` returns the programs of the run. */
export function openOutsiders(getPrograms: () => readonly Pick<Program, 'pid'>[]): Outsiders {
  const listened = new Map<string, string[]>();
  const told = new Set<string>();
  let looks: Promise<Stray | null>[] = [];

  async function look(stray: Stray): Promise<Stray | null> {
    const pids = getPrograms().map(({ pid }) => pid);
    return (await isOfRun(stray.address, pids)) ? null : stray;
  }

  /** What a program listened on, and which outsiders were reported, holds for its last run only. */
  function forget(actor: string): void {
    listened.delete(actor);
    for (const key of told) if (key.startsWith(`${actor} `)) told.delete(key);
  }

  return {
    take(event) {
      const { actor, kind, local, remote = '' } = event;
      if (kind === 'start' || kind === 'exit') forget(actor);
      // A port for UDP is another one than that for TCP.
      if (kind === 'listening' && local !== undefined && event.protocol !== 'udp') {
        listened.set(actor, [...(listened.get(actor) ?? []), local]);
      }
      const { host } = parseAddress(remote) ?? {};
      if (!isConnection(event) || host === undefined || !isThisMachine(host)) return;
      const key = `${actor} ${remote}`;
      const isOurs = [...listened.values()].flat().some((each) => leadsTo(remote, each));
      if (isOurs || told.has(key)) return;
      told.add(key);
      looks.push(look({ actor, address: remote }));
    },
    async describe(language) {
      const mine = looks;
      looks = [];
      const say = runAddressMessages[language];
      const found = await Promise.all(mine);
      return found.flatMap((stray) => (stray ? [say.outsider(stray.actor, stray.address)] : []));
    },
  };
}

/** The connections by which clients bypassed the proxy, each address of a client once. */
export function findBypasses(events: readonly TraceEvent[]): Stray[] {
  const targets = events.flatMap(({ actor, kind, remote }) =>
    actor === PROXY && kind === 'listening' && remote !== undefined ? [remote] : [],
  );
  const bypasses = new Map<string, Stray>();
  for (const event of events) {
    const { actor, remote: address = '' } = event;
    if (!isConnection(event) || isServer(actor)) continue;
    if (!targets.some((target) => leadsTo(address, target))) continue;
    bypasses.set(`${actor} ${address}`, { actor, address });
  }
  return [...bypasses.values()];
}

/** Whether a program has connected by TCP. */
function isConnection({ actor, kind, protocol }: TraceEvent): boolean {
  return kind === 'connect' && !protocol && actor !== PROXY;
}

/** Whether the program that listens there belongs to one of the programs, such as a child process, which no tap watches. */
async function isOfRun(address: string, pids: readonly number[]): Promise<boolean> {
  const { host, port } = parseAddress(address) ?? {};
  const holder = port === undefined ? null : await findPortHolder(port, host);
  if (!holder) return false;
  // Each program leads a process group, in which its children are.
  return pids.includes(holder.pid) || pids.includes(await findGroup(holder.pid));
}
