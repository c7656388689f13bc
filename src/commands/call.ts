// What a command line asks for: a help page, the version, or a command with its operands.
import { findLesson, findLessons } from '../course/folders.ts';
import { findNearest } from '../text/nearest.ts';
import { type Line, requireOptions, usage } from './options.ts';
import { COMMANDS, type CommandName, DEFAULT_COMMAND } from './table.ts';

/** What to do. */
export type Call =
  | { kind: 'version' }
  /** The page of a command, or the one of all commands. */
  | { kind: 'help'; name: CommandName | null }
  | { kind: 'run'; name: CommandName; operands: string[] };

/** Reads what a command line asks for. Throws a usage Failure where a word or an option doesn't belong in it. */
export function readCall(line: Line): Call {
  const { options, positionals, problem } = line;
  if (problem) throw problem;
  if (options.version) return { kind: 'version' };
  const asksHelp = options.help || positionals[0] === 'help';
  const words = positionals[0] === 'help' ? positionals.slice(1) : positionals;
  if (asksHelp && words.length === 0) return { kind: 'help', name: null };
  const [word = DEFAULT_COMMAND, ...operands] = words;
  const name = requireCommand(word);
  if (asksHelp) return { kind: 'help', name };
  const command = COMMANDS[name];
  requireOptions(line, name, command.options);
  const extra = operands[command.operands];
  if (extra !== undefined) throw usage((say) => say.tooMany(name, extra));
  return { kind: 'run', name, operands };
}

function requireCommand(word: string): CommandName {
  if (Object.hasOwn(COMMANDS, word)) return word as CommandName;
  const lesson = findLesson(word, findLessons());
  const meant = lesson === null ? findNearest(word, Object.keys(COMMANDS)) : `walk ${word}`;
  throw usage((say) => say.unknownCommand(word, meant));
}
