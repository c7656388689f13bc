// Finds outsiders: programs on this machine that a run's programs connect to, but that are not part of the run.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { isThisMachine, leadsTo, parseAddress } from '../stage/address.ts';
import { findPortHolder } from '../stage/errors/port-holder.ts';
import type { Program } from '../stage/program.ts';
import { PROXY } from '../stage/proxy/proxy.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { Language } from '../text/language.ts';
import { runAddressMessages } from '../text/messages/run-address.ts';

/** A connection of a run's program to an outsider. */
export interface Outside {
  actor: string;
  /** Where it connected to: `127.0.0.1:6969`. */
  address: string;
}

/** Looks for outsiders in the events of a run as they come. */
export interface Outsiders {
  /** Takes an event; must be called for each one, in order. */
  take(event: TraceEvent): void;
  /** Settles with those found since the last call, once all are looked up. */
  found(): Promise<Outside[]>;
}

/** How long a system's tool may take to answer, in ms. */
const TOOL_MS = 3000;

/** Opens a finder of outsiders; `getPrograms` returns the programs of the run. */
export function openOutsiders(getPrograms: () => readonly Pick<Program, 'pid'>[]): Outsiders {
  const listened = new Map<string, string[]>();
  const told = new Set<string>();
  let looks: Promise<Outside[]>[] = [];

  async function look(outside: Outside): Promise<Outside[]> {
    const pids = getPrograms().map(({ pid }) => pid);
    return (await isOfRun(outside.address, pids)) ? [] : [outside];
  }

  /** What a program listened on, and which outsiders were reported, holds for its last run only. */
  function forget(actor: string): void {
    listened.delete(actor);
    for (const key of told) if (key.startsWith(`${actor} `)) told.delete(key);
  }

  return {
    take({ actor, kind, protocol, local, remote }) {
      if (kind === 'start' || kind === 'exit') forget(actor);
      if (kind === 'listening' && local !== undefined) {
        listened.set(actor, [...(listened.get(actor) ?? []), local]);
      }
      if (kind !== 'connect' || protocol || remote === undefined || actor === PROXY) return;
      const { host } = parseAddress(remote) ?? {};
      if (host === undefined || !isThisMachine(host)) return;
      if ([...listened.values()].flat().some((each) => leadsTo(remote, each))) return;
      const key = `${actor} ${remote}`;
      if (told.has(key)) return;
      told.add(key);
      looks.push(look({ actor, address: remote }));
    },
    async found() {
      const mine = looks;
      looks = [];
      return (await Promise.all(mine)).flat();
    },
  };
}

/** Tells of the outsiders that were found since it was asked last, a sentence each. */
export async function describeOutsiders(
  outsiders: Outsiders,
  language: Language,
): Promise<string[]> {
  const say = runAddressMessages[language];
  return (await outsiders.found()).map(({ actor, address }) => say.outsider(actor, address));
}

/** Whether who listens there belongs to one of the programs, such as a child process, which no tap watches. */
async function isOfRun(address: string, pids: readonly number[]): Promise<boolean> {
  const { host, port } = parseAddress(address) ?? {};
  const holder = port === undefined ? null : await findPortHolder(port, host);
  if (!holder) return false;
  // Each program leads a process group, in which its children are.
  return pids.includes(holder.pid) || pids.includes(await findGroup(holder.pid));
}

/** The process group of a process; 0 where the system doesn't say. */
async function findGroup(pid: number): Promise<number> {
  try {
    if (process.platform === 'linux') {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
      // proc(5): the state and the parent stand between the name, in parentheses, and the group.
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
    }
    const words = ['-o', 'pgid=', '-p', String(pid)];
    const { stdout } = await promisify(execFile)('ps', words, { timeout: TOOL_MS });
    return Number(stdout.trim());
  } catch {
    return 0;
  }
}
