#!/usr/bin/env node
// The entry: reads the command line, runs its command, and exits; nothing else in the tour exits.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Context, createContext } from './commands/context.ts';
import { renderCommandHelp, renderHelp } from './commands/help.ts';
import { type Line, parseLine, requireOptions, usage } from './commands/options.ts';
import { createOutput } from './commands/output.ts';
import { COMMANDS, type CommandName, DEFAULT_COMMAND } from './commands/table.ts';
import { describeError } from './commands/trouble.ts';
import { findNearest } from './text/nearest.ts';

const { env: environment } = process;
const stdout = createOutput(process.stdout, environment);
const stderr = createOutput(process.stderr, environment);
const line = parseLine(process.argv.slice(2));
const context = createContext(line.options, {
  stdout,
  stderr,
  isStdinTerminal: process.stdin.isTTY === true,
  environment,
  cwd: process.cwd(),
});

// The reader of a pipe may leave early (`| head`): then nobody is there to be told anything.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.stderr.on('error', () => {});
process.on('uncaughtException', (error) => void exit(reportError(error)));

void follow(line).then(exit, (error: unknown) => exit(reportError(error)));

/** Does what a command line says; resolves to the exit code. */
async function follow({ options, positionals, problem }: Line): Promise<number> {
  if (problem) throw problem;
  if (options.version) return show([readVersion(context)]);
  const asksHelp = options.help || positionals[0] === 'help';
  const words = positionals[0] === 'help' ? positionals.slice(1) : positionals;
  if (asksHelp && words.length === 0) return show(renderHelp(context.language));
  const [word = DEFAULT_COMMAND, ...operands] = words;
  const name = requireCommand(word);
  if (asksHelp) return show(renderCommandHelp(name, context.language));
  const command = COMMANDS[name];
  requireOptions(line, name, command.options);
  const extra = operands[command.operands];
  if (extra !== undefined) throw usage((say) => say.tooMany(name, extra));
  const { run } = await command.load();
  return run(context, options, operands);
}

function requireCommand(word: string): CommandName {
  if (Object.hasOwn(COMMANDS, word)) return word as CommandName;
  throw usage((say) => say.unknownCommand(word, findNearest(word, Object.keys(COMMANDS))));
}

function show(lines: readonly string[]): number {
  stdout.print(...lines);
  return 0;
}

/** Tells what went wrong; returns the exit code. */
function reportError(error: unknown): number {
  const { lines, exitCode } = describeError(error, context);
  stderr.print(...lines);
  return exitCode;
}

/** Exits once everything written has been taken: `process.exit()` alone drops what a pipe hasn't read. */
async function exit(code: number): Promise<never> {
  await Promise.all([stdout.drained(), stderr.drained()]);
  process.exit(code);
}

function readVersion({ packageRoot }: Context): string {
  return JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8')).version;
}
