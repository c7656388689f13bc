// What may be wrong with a tour that was mashed, as it is seen from outside when it has ended.
import { type Dirent, readdirSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { TOUR } from '../../support/command.ts';
import { waitForNoProcess } from '../../support/processes.ts';
import type { Tour } from '../../tour/in-terminal/tour.ts';
import type { Folders } from './case.ts';
import { readShell } from './shell.ts';

/** Kinds of faults, in the order of a table. */
export const FAULTS = [
  'deaf',
  'q ignored',
  'crash',
  'terminal',
  'process left',
  'path left',
] as const;

/** A fault that was seen. */
export interface Fault {
  kind: (typeof FAULTS)[number];
  detail: string;
}

/** How much a detail tells, in characters. */
const DETAIL = 300;
/** The folder of the tour's own modules. */
const OWN = path.dirname(TOUR.at(-1) ?? '');
/** The tap's frames belong to the programs, and what they print is theirs. */
const OWN_FRAME = new RegExp(`^\\s*at [^\\n]*${quote(OWN)}[/\\\\](?!stage[/\\\\]tap)[^\\n]*`, 'm');
const BUG = /socket-tour[:：][^\n]*\n(?:This is a bug of the tour|这是教程自己的 bug)/;
const WARNING = /^\(node:\d+\) (?:\[\w+\] )?\w*Warning[^\n]*/m;
const GOODBYE = /Until next time\.|下次见。/;

/** Sequences that switch something on, each with the one that takes it back. */
const SWITCHES = [
  ['marks around pastes', '\u001b[?2004h', '\u001b[?2004l'],
  ['a hidden cursor', '\u001b[?25l', '\u001b[?25h'],
  ['another screen', '\u001b[?1049h', '\u001b[?1049l'],
] as const;

/** What the tour leaves in the temporary folder, as documented: tsx's cache, and the file of lesson 12. */
const KEPT = /^(?:node-compile-cache|socket-tour-\d+)(?:\/|$)/;
/** What the tour removes from the learner's folder whatever happens. */
const PASSING = /(?:^|\/)(?:\.probe-|\.staging|\.progress\.lock)/;

/** All that is wrong behind a tour that has ended. */
export async function inspectEnd(tour: Tour, folders: Folders): Promise<Fault[]> {
  const left = await waitForNoProcess(tour.marker, [tour.pid]).then(
    () => [],
    ({ message }: Error): Fault[] => [{ kind: 'process left', detail: message }],
  );
  return [
    ...findCrash(tour.output),
    ...findChangedTerminal(tour.output),
    ...left,
    ...findPaths(folders),
  ];
}

/** What the tour should not have said, or how it should not have ended. */
export function findCrash(output: string): Fault[] {
  const { exitCode } = readShell(output);
  const seen = [BUG, OWN_FRAME, WARNING].flatMap((test) => test.exec(output)?.[0] ?? []);
  const isBidden = GOODBYE.test(output);
  if (exitCode === 0 && !isBidden) seen.push('ended without a word');
  // All keys leave with 0. Ctrl-C behind the last word comes when the terminal and its signals are given back.
  const isRight = exitCode === null || exitCode === 0 || (exitCode === 130 && isBidden);
  if (!isRight) seen.push(`exit code ${exitCode}`);
  return seen.map((detail) => ({ kind: 'crash', detail: clean(detail) }));
}

/** A detail's last characters, as a line of text. */
function clean(text: string): string {
  return stripVTControlCharacters(text).replace(/\s+/g, ' ').trim().slice(-DETAIL);
}

/** What the terminal still has switched on, and where its mode is another one. */
export function findChangedTerminal(output: string): Fault[] {
  const modes = readShell(output).changedModes.map((mode) => `stty: ${mode}`);
  const on = SWITCHES.filter(([, on, off]) => output.lastIndexOf(on) > output.lastIndexOf(off));
  return [...modes, ...on.map(([what]) => `${what}`)].map((detail) => ({
    kind: 'terminal',
    detail,
  }));
}

function findPaths({ cwd, temporary }: Folders): Fault[] {
  const inTemporary = list(temporary)
    .map((entry) => locate(temporary, entry))
    .filter((file) => !KEPT.test(file));
  const passing = list(cwd).filter((entry) => entry.isSocket() || PASSING.test(locate(cwd, entry)));
  const paths = new Set([
    ...inTemporary.map((file) => path.join('tmp', file)),
    ...passing.map((entry) => locate(cwd, entry)),
  ]);
  return [...paths].map((detail) => ({ kind: 'path left', detail }));
}

function list(folder: string): Dirent[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true });
}

function locate(folder: string, { parentPath, name }: Dirent): string {
  return path.relative(folder, path.join(parentPath, name));
}

function quote(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
