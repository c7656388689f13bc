// Which options of `check` go together.
import { misuse } from '../../text/failure.ts';
import { runMessages } from '../../text/messages/run.ts';
import { type OptionName, type Options, usage } from '../options.ts';

/** Options that ask for different things. */
const APART: readonly (readonly [OptionName, OptionName])[] = [
  ['replay', 'all'],
  ['replay', 'dir'],
  ['replay', 'show'],
  ['replay', 'save'],
  ['save', 'all'],
  ['replay', 'junit'],
  ['show', 'junit'],
];

/** Throws a usage Failure where the options of a `check` contradict each other. */
export function requireFitting(options: Options, operands: readonly string[]): void {
  if (options.json && options.junit) throw usage((say) => say.oneForm('--json', '--junit'));
  const [, other] = operands;
  if (options.replay !== undefined && other !== undefined) {
    throw misuse(runMessages, (say) => say.notTogether('--replay', other));
  }
  const pair = APART.find((names) => names.every((each) => options[each] !== undefined));
  if (pair) throw misuse(runMessages, (say) => say.notTogether(`--${pair[0]}`, `--${pair[1]}`));
  if (options.inspect && options.replay === undefined) {
    throw usage((say) => say.onlyWith('--inspect', '--replay'));
  }
}
