// The proxy that a run asks for, on the command line or in the prose.
import {
  findContradiction,
  pickFaults,
  type RunOptions,
  spellFaults,
} from '../course/run-options.ts';
import type { ProxyPlan } from '../stage/stage.ts';
import type { TraceEvent } from '../stage/trace.ts';
import { Failure } from '../text/failure.ts';
import { runMessages } from '../text/messages/run.ts';
import { type Options, usage } from './options.ts';
import type { Target } from './target.ts';

/** The proxy of a run block, or null where it has none. */
export function planBlockProxy(options: RunOptions): ProxyPlan | null {
  const faults = pickFaults(options);
  return faults && { faults, label: spellFaults(faults) };
}

/** The proxy of a command line, or null. Throws a usage Failure where there is nothing for it to stand between. */
export function planProxy(options: Options, target: Target): ProxyPlan | null {
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

/** The addresses to which clients connected past the proxy, of which nothing came through it then. */
export function findBypasses(events: readonly TraceEvent[]): string[] {
  const proxies = events.filter(({ actor }) => actor === 'proxy');
  const targets = proxies.flatMap(({ kind, remote }) => (kind === 'listening' ? [remote] : []));
  if (proxies.some(({ kind }) => kind === 'connection')) return [];
  const passed = events.flatMap(({ actor, kind, remote = '' }) =>
    kind === 'connect' && actor !== 'proxy' && targets.includes(remote) ? [remote] : [],
  );
  return [...new Set(passed)];
}
