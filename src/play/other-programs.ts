// Programs that are not Node's: where they are installed, which package has them, and a command line of a lesson.
import { constants, statSync } from 'node:fs';
import path from 'node:path';
import type { RunProgram } from '../course/block.ts';
import type { ProgramOptions } from '../stage/launch.ts';
import type { Language } from '../text/language.ts';
import { manyMessages } from '../text/messages/many.ts';
import { runMessages } from '../text/messages/run.ts';
import { quoteWord, splitWords } from '../text/words.ts';
import { isAllowed } from '../workspace/standing-file.ts';

/** The packages, on Debian and its relatives, of programs that talk to sockets. */
export const PACKAGES: Readonly<Record<string, string>> = {
  curl: 'curl',
  nc: 'netcat-openbsd',
  ncat: 'ncat',
  openssl: 'openssl',
  'redis-cli': 'redis-tools',
  'redis-server': 'redis-server',
  socat: 'socat',
  telnet: 'inetutils-telnet',
  wget: 'wget',
};

/** The path of an installed program, absolute; null where there is none of that name. */
export function findCommand(name: string): string | null {
  const endings = process.platform === 'win32' ? ['.exe', '.com'] : [''];
  const places = (process.env.PATH ?? '').split(path.delimiter).filter(path.isAbsolute);
  const files = places.flatMap((place) => endings.map((end) => path.join(place, name + end)));
  return files.find(isExecutable) ?? null;
}

/** Whether a path, absolute, is that of a file that can be started. */
export function isExecutable(file: string): boolean {
  const isFile = statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
  return isFile && isAllowed(file, constants.X_OK);
}

/** How the command of a lesson's program is started; null where it has none, or its program isn't installed. */
export function describeCommand({
  command,
}: RunProgram): Pick<ProgramOptions, 'file' | 'isForeign' | 'title' | 'arguments'> | null {
  const words = command === undefined ? [] : splitWords(command, false);
  if (!Array.isArray(words)) return null;
  const [name, ...own] = words;
  const file = name === undefined ? null : findCommand(name);
  if (file === null) return null;
  return { file, isForeign: true, title: words.map(quoteWord).join(' '), arguments: own };
}

/** What stands above the rows of a lesson's program: its file, or the program that runs in place of it. */
function nameProgram(program: RunProgram, language: Language): string {
  const command = describeCommand(program);
  return command ? runMessages[language].onArrival(path.basename(command.file)) : program.file;
}

/** What stands above the rows of each actor; many clients have one place together. */
export function nameAll(
  programs: readonly RunProgram[],
  language: Language,
): Record<string, string> {
  const many = programs.filter((each) => each.many !== undefined);
  const [first] = many;
  const names = programs
    .filter((each) => each === first || !many.includes(each))
    .map((each) => [each.actor, nameProgram(each, language)]);
  const all: Record<string, string> = Object.fromEntries(names);
  if (!first) return all;
  const title = manyMessages[language].times(all[first.actor] ?? first.file, many.length);
  return { ...all, [first.actor]: title };
}
