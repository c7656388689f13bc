// The proxy that a run block asks for, and the clients that bypassed it.
import { pickFaults, type RunOptions, spellFaults } from '../course/run-options.ts';
import { leadsTo } from '../stage/address.ts';
import { PROXY } from '../stage/proxy/proxy.ts';
import { isServer } from '../stage/run-state.ts';
import type { ProxyPlan } from '../stage/stage.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';

/** The proxy of a run block, or null where it has none. */
export function planBlockProxy(options: RunOptions): ProxyPlan | null {
  const faults = pickFaults(options);
  return faults && { faults, label: spellFaults(faults) };
}

/** A client's direct connection to the server. */
export interface Bypass {
  actor: string;
  address: string;
}

/** The connections by which clients bypassed the proxy, each address of a client once. */
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
