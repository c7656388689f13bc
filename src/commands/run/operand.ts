// An operand of `run`: a file, or a small command line, `[KEY=VALUE …] PROGRAM [ARG …]`.
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { findCommand, isExecutable, PACKAGES } from '../../play/other-programs.ts';
import type { ProgramOptions } from '../../stage/launch.ts';
import { misuse } from '../../text/failure.ts';
import { runMessages } from '../../text/messages/run.ts';
import { findNearest } from '../../text/nearest.ts';
import { readCommand, spellWords, splitWords } from '../../text/words.ts';

/** What an operand says of a program. */
export type Operand = Pick<
  ProgramOptions,
  'file' | 'isForeign' | 'title' | 'arguments' | 'variables'
>;

/** The endings of files that Node runs here. */
export const EXTENSIONS = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];

/** What a learner types before a file, and the tour does by itself. */
const RUNNERS = ['node', 'tsx'];
/** Whether an operand is a program, and not the name of a lesson. What doesn't look like a file may be one all the same. */
export function isProgram(cwd: string, operand: string): boolean {
  return /[\\/\s=]|\.[a-z]\w*$/i.test(operand) || existsSync(path.resolve(cwd, operand));
}

/** Reads an operand. Throws a usage Failure. */
export function readOperand(cwd: string, operand: string): Operand {
  if (operand.trim() === '') throw misuse(runMessages, (say) => say.noFile(operand));
  // A file's name may have blanks in it.
  if (existsSync(path.resolve(cwd, operand))) return findProgram(cwd, operand, operand);
  const words = splitWords(operand, process.platform === 'win32');
  if (!Array.isArray(words)) {
    throw misuse(runMessages, (say) => say[words.kind](operand, words.sign));
  }
  const { variables, name, arguments: rest } = readCommand(words);
  if (name === '') throw misuse(runMessages, (say) => say.noFile(operand));
  const isRun = RUNNERS.includes(name) && rest[0] !== undefined && !rest[0].startsWith('-');
  const [word, own] = isRun ? [rest[0] as string, rest.slice(1)] : [name, rest];
  const program = findProgram(cwd, word, operand);
  return {
    ...program,
    title: spellWords({ variables, name: path.basename(program.file), arguments: own }),
    arguments: own,
    variables,
  };
}

/** The file that Node runs, or the foreign program, that a word names. Throws a usage Failure where there is none. */
function findProgram(
  cwd: string,
  word: string,
  operand: string,
): Pick<Operand, 'file' | 'isForeign'> {
  const file = path.resolve(cwd, word);
  const stats = statSync(file, { throwIfNoEntry: false });
  const isOfNode = EXTENSIONS.includes(path.extname(file));
  if (stats?.isFile() && isOfNode) return { file };
  const isPath = /[\\/]/.test(word);
  const command = isOfNode ? null : isPath ? file : findCommand(word);
  if (command !== null && isExecutable(command)) return { file: command, isForeign: true };
  const endings = EXTENSIONS.join(' ');
  throw misuse(runMessages, (say) => {
    if (stats) return stats.isDirectory() ? say.isFolder(word) : say.notAProgram(word, endings);
    const nearest = findSimilar(file, word);
    if (nearest === null && !isPath && path.extname(word) === '') {
      const provider = Object.hasOwn(PACKAGES, word) ? PACKAGES[word] : undefined;
      return say.noCommand(word, provider ?? null, word === operand);
    }
    return say.noSuchFile(word, isOfNode ? null : endings, nearest);
  });
}

/** The program whose name is nearest to that of a file that isn't there, as it would be typed; null where none is. */
function findSimilar(file: string, word: string): string | null {
  const folder = path.dirname(file);
  if (!existsSync(folder)) return null;
  const names = readdirSync(folder).filter((name) => EXTENSIONS.includes(path.extname(name)));
  const nearest = findNearest(path.basename(file), names);
  return nearest === null ? null : path.join(path.dirname(word), nearest);
}
