// The command table: every command with what it takes; its code is loaded when it runs.
import type { Command, CommandName } from './command.ts';

/** The commands, in the order of the help page. */
export const COMMANDS: { readonly [Name in CommandName]?: Command } = {};
