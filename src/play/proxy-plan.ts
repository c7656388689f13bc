// The proxy that a run asks for, on the command line or in the prose.

import { type Options, usage } from '../commands/options.ts';
import type { ProgramsToRun } from '../commands/run/programs-to-run.ts';
import {
  findContradiction,
  pickFaults,
  type RunOptions,
  spellFaults,
} from '../course/run-options.ts';
import { leadsTo } from '../stage/address.ts';
import { PROXY } from '../stage/proxy/proxy.ts';
import type { ProxyPlan } from '../stage/stage.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';
import { Failure } from '../text/failure.ts';
import { runMessages } from '../text/messages/run.ts';
import { isServer } from './run-state.ts';

/** The proxy of a run block, or null where it has none. */
export function planBlockProxy(options: RunOptions): ProxyPlan | null {
  const faults = pickFaults(options);
  return faults && { faults, label: spellFaults(faults) };
}

/** The proxy of a command line, or null. Throws a usage Failure where there is nothing for it to stand between. */
export function planProxy(options: Options, target: ProgramsToRun): ProxyPlan | null {
  const faults = pickFaults(options);
  if (!faults) return null;
  const both = findContradiction(faults);
  if (both) throw usage((say) => say.contradict(...both));
  const label = spellFaults(faults);
  if (!target.server || target.clients.length === 0) {
    throw new Failure(
      { en: runMessages.en.proxyAlone(label), zh: runMessages.zh.proxyAlone(label) },
      2,
    );
  }
  return { faults, label };
}

/** A client's connection to the server itself. */
export interface Bypass {
  actor: string;
  address: string;
}

/** The connections that clients made past the proxy, each address of a client once. */
export function findBypasses(events: readonly TraceEvent[]): Bypass[] {
  const targets = events.flatMap(({ actor, kind, remote }) =>
    actor === PROXY && kind === 'listening' && remote !== undefined ? [remote] : [],
  );
  const bypasses = new Map<string, Bypass>();
  for (const { actor, kind, protocol, remote: address = '' } of events) {
    if (kind !== 'connect' || protocol || actor === PROXY || isServer(actor)) continue;
    if (!targets.some((target) => leadsTo(address, target))) continue;
    bypasses.set(`${actor} ${address}`, { actor, address });
  }
  return [...bypasses.values()];
}
