// The proxy that the options of `run` ask for.
import { findContradiction, pickFaults, spellFaults } from '../../course/run-options.ts';
import type { ProxyPlan } from '../../stage/stage.ts';
import { Failure } from '../../text/failure.ts';
import { runMessages } from '../../text/messages/run.ts';
import { type Options, usage } from '../options.ts';
import type { ProgramsToRun } from './programs-to-run.ts';

/** The proxy of a command line, or null. Throws a usage Failure where there are no two programs to put it between. */
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
