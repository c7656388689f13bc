// A process's command line, as a person would have typed it.
import path from 'node:path';

/** Node's options that take a word: preloads such as tsx's, which nobody types. */
const PRELOADS = ['--import', '--require', '-r', '--loader', '--experimental-loader'];
/** Longer command lines are cut, in characters. */
const LONGEST = 80;

/**
 * A command line without what the tools around a program add: `/usr/bin/node --import file:///…/tsx
 * /home/ada/server.ts` is `node server.ts` for someone in /home/ada (`cwd`, absolute).
 */
export function shortenCommand(words: readonly string[], cwd: string = process.cwd()): string {
  const [program = '', ...rest] = words;
  const name = path.basename(program);
  const own = /^node(\.exe)?$/.test(name) ? dropPreloads(rest) : rest;
  const typed = [name, ...own.map((word) => shortenPath(word, cwd))];
  // A command line can hold anything: a whole script, or control characters.
  const line = typed
    .join(' ')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

function dropPreloads(words: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    // The words after the program's name are its own.
    if (!word.startsWith('-')) return [...kept, ...words.slice(index)];
    if (PRELOADS.includes(word)) index += 1;
    else if (!PRELOADS.some((option) => word.startsWith(`${option}=`))) kept.push(word);
  }
  return kept;
}

function shortenPath(word: string, cwd: string): string {
  if (!path.isAbsolute(word)) return word;
  const relative = path.relative(cwd, word);
  return relative === '' || relative.startsWith('..') ? word : relative;
}
