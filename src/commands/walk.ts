// The command `walk`: from lesson to lesson in a terminal, or straight through one without.
import { readPort } from '../play/run-address.ts';
import { walk } from '../tour/tour.ts';
import type { Run } from './context.ts';

/** Walks through the lessons; without a terminal, or with `--linear`, plays one straight through. */
export const run: Run = async (context, options, [name]) => {
  // A mistake is better reported before the terminal is taken.
  if (options.port === undefined) readPort(context.environment);
  const hasTerminal = context.isStdinTerminal && context.stdout.isTerminal;
  if (options.linear || !hasTerminal || context.environment.TERM === 'dumb') {
    const { playLinear } = await import('../tour/linear.ts');
    return playLinear(context, options, name);
  }
  return walk(context, options, name);
};
