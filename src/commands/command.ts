// What a command is: what it takes, and where its code lies.
import type { Context } from './context.ts';
import type { OptionName, Options } from './options.ts';

/** What a command's file exports. */
export interface CommandModule {
  /**
   * Does the command's work.
   * Resolves to the exit code, when all that it started has ended. A Failure that it throws is shown to the user.
   */
  run(context: Context, options: Options, positionals: readonly string[]): Promise<number>;
}

/** A row of the command table. */
export interface Command {
  /** The options it takes beside those that every command takes. */
  options: readonly OptionName[];
  /** How many operands it takes at most. */
  operands: number;
  /** Loads its code; nothing of a command is loaded before it runs. */
  load(): Promise<CommandModule>;
}
