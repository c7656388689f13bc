// Reads the pages beside the course: their tables, and the commands in them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readCall } from '../../src/commands/call.ts';
import { parseLine } from '../../src/commands/options.ts';
import { COMMANDS } from '../../src/commands/table.ts';
import { lexMarkdown, type Token, type Tokens } from '../../src/text/markdown.ts';
import { ROOT } from './command.ts';

/** The tour's package.json. */
export const MANIFEST: {
  version: string;
  engines: { node: string };
  scripts: Record<string, string>;
} = JSON.parse(readPage('package.json'));

/** A file of the clone's own folder. */
export function readPage(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** The fences of a page. */
export function findFences(page: string): Tokens.Code[] {
  return lexMarkdown(readPage(page)).filter((token) => token.type === 'code') as Tokens.Code[];
}

/** The table with this text in the first cell of a row. */
export function findTable(page: string, text: RegExp): Tokens.Table {
  const tables = lexMarkdown(readPage(page)).filter(
    (token) => token.type === 'table',
  ) as Tokens.Table[];
  const table = tables.find(({ rows }) => rows.some(([cell]) => text.test(cell?.text ?? '')));
  assert.ok(table, `${page} has no table with ${text}`);
  return table;
}

/** The code spans in tokens, however deep. */
export function findSpans(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) => {
    if (token.type === 'codespan') return [token.text as string];
    const {
      header = [],
      rows = [],
      items = [],
      tokens: inner = [],
    } = token as Partial<Tokens.Table> & Partial<Tokens.List> & { tokens?: Token[] };
    const cells = [...header, ...rows.flat()].flatMap((cell) => cell.tokens);
    return findSpans([...inner, ...items, ...cells]);
  });
}

/** What a reader could type: lines of `sh` fences, lines after `$`, and code spans. */
export function findTyped(page: string): string[] {
  const tokens = lexMarkdown(readPage(page));
  const lines = findFences(page).flatMap(({ lang, text }) => {
    if (lang === 'sh') return text.split(/\n|&&/);
    return lang === 'text' ? [...text.matchAll(/^\$ (.*)$/gm)].map(([, line = '']) => line) : [];
  });
  return [...lines, ...findSpans(tokens)].map((line) => line.trim());
}

/** The tour's arguments in a typed line; null where it doesn't call the tour. Throws for an unknown script. */
function readArguments(typed: string): string[] | null {
  // A name in capitals stands for any value.
  const words: string[] = typed.replace(/\bCOMMAND\b/, 'walk').match(/'[^']*'|\S+/g) ?? [];
  const [program = '', verb = ''] = words;
  if (program === 'socket-tour') return words.slice(1);
  if (program === 'npx') return words.slice(2);
  if (program !== 'npm') return Object.hasOwn(COMMANDS, program) ? words : null;
  if (verb === 'ci') return null;
  // `npm --prefix FOLDER start` is `npm start` in another folder.
  if (verb === '--prefix') return readArguments(['npm', ...words.slice(3)].join(' '));
  const name = verb === 'run' ? words.slice(2).find((word) => !word.startsWith('-')) : verb;
  const script: string | undefined = MANIFEST.scripts[name ?? ''];
  assert.ok(script, `there is no script ${name}`);
  const [, given] = /src\/(?:main\.ts|door\.js)\s*(.*)$/.exec(script) ?? [];
  if (given === undefined) return null;
  const dashes = words.indexOf('--');
  const more = dashes === -1 ? [] : words.slice(dashes + 1);
  return [...given.split(/\s+/).filter(Boolean), ...more];
}

/** Throws where a typed line names a script, a command or an option that isn't there. */
export function requireTyped(typed: string): boolean {
  const words = readArguments(typed);
  if (words) readCall(parseLine(words));
  return words !== null;
}
