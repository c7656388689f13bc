// The command table: every command with its operands and options; its code is loaded when it runs.
import { FAULT_NAMES } from '../course/run-options.ts';
import type { Run } from './context.ts';
import type { OptionName } from './options.ts';

/** A row of the command table. */
interface Command {
  /** The options it takes beside those that every command takes. */
  options: readonly OptionName[];
  /** How many operands it takes at most. */
  operands: number;
  /** Loads its code; nothing of a command is loaded before it runs. */
  load(): Promise<{ run: Run }>;
}

// A new row needs its help in text/messages/main.ts, under the same name.
const table = {
  walk: {
    options: ['linear', 'plain', 'width', 'wire', 'hex', 'port', 'editor', 'spares'],
    operands: 1,
    load: () => import('./walk.ts'),
  },
  run: {
    options: [
      'plain',
      'json',
      'width',
      'wire',
      'hex',
      'states',
      'chart',
      'times',
      'clients',
      'rate',
      'save',
      'from',
      'port',
      'host',
      'only',
      'for',
      'watch',
      ...FAULT_NAMES,
      'spares',
    ],
    operands: Number.POSITIVE_INFINITY,
    load: () => import('./run.ts'),
  },
  check: {
    options: [
      'show',
      'replay',
      'inspect',
      'save',
      'plain',
      'width',
      'all',
      'dir',
      'json',
      'junit',
      'spares',
    ],
    operands: Number.POSITIVE_INFINITY,
    load: () => import('./check.ts'),
  },
  list: { options: ['json'], operands: 0, load: () => import('./list.ts') },
  read: { options: [], operands: 1, load: () => import('./read.ts') },
  book: { options: ['port', 'open'], operands: 1, load: () => import('./book.ts') },
  hint: { options: [], operands: 1, load: () => import('./hint.ts') },
  solution: {
    options: ['others', 'yes', 'width'],
    operands: 1,
    load: () => import('./solution.ts'),
  },
  reset: { options: ['all'], operands: 1, load: () => import('./reset.ts') },
  doctor: { options: ['json'], operands: 0, load: () => import('./doctor.ts') },
} satisfies Record<string, Command>;

/** A command's name. */
export type CommandName = keyof typeof table;

/** The command that runs when none is named. */
export const DEFAULT_COMMAND: string = 'walk';

/** The commands, in the order of the help page. */
export const COMMANDS: Readonly<Record<CommandName, Command>> = table;
