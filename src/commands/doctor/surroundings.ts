// What the learner works with: noticed saves, a terminal, an editor.
import { constants, existsSync, lstatSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findCommand, PACKAGES } from '../../play/other-programs.ts';
import { COLUMNS_NEEDED } from '../../screen/column-plan.ts';
import { doctorMessages } from '../../text/messages/doctor.ts';
import { workspaceMessages } from '../../text/messages/workspace.ts';
import { findEditor } from '../../tour/editor.ts';
import { probeWatching } from '../../workspace/probe.ts';
import { isAllowed } from '../../workspace/standing-file.ts';
import type { Context } from '../context.ts';
import { type Finding, find } from './finding.ts';

/** Programs that the README and the lessons name. */
const NAMED = ['curl', 'nc', 'openssl', 'redis-cli', 'redis-server'];

/** Whether the system reports saves in a temporary folder. */
export function probeTemporary(context: Context): Promise<Finding> {
  return probeSaves('watch', tmpdir(), context);
}

/** Whether it reports saves in the learner's folder; null where the folder isn't there yet, but can be made. */
export async function probeMyLessons(context: Context): Promise<Finding | null> {
  const { myLessons, language } = context;
  const isLink = lstatSync(myLessons, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  if (isLink && !existsSync(myLessons)) {
    const text = workspaceMessages[language].danglingLink(myLessons);
    const [what = '', next = null] = text.split('\n');
    return find('my-lessons', 'fail', what, next, { folder: myLessons, mode: null });
  }
  if (existsSync(myLessons)) return probeSaves('my-lessons', myLessons, context);
  const finding = await probeSaves('my-lessons', path.dirname(myLessons), context);
  return finding.verdict === 'fail' ? finding : null;
}

async function probeSaves(id: string, folder: string, { language }: Context): Promise<Finding> {
  const say = doctorMessages[language].watch;
  try {
    const mode = await probeWatching(folder);
    const [verdict, text] =
      mode === 'events' ? (['ok', say.ok] as const) : (['note', say.polling] as const);
    return find(id, verdict, text(folder), null, { folder, mode });
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    const advice = why === 'ENOSPC' || why === 'EDQUOT' ? say.adviceFull : say.advice;
    return find(id, 'fail', say.fail(folder, why), advice, { folder, mode: null });
  }
}

/** What the terminal can show. */
export async function probeTerminal(context: Context): Promise<Finding> {
  const { language, stdout, hasColour, environment } = context;
  const say = doctorMessages[language].terminal;
  const { columns, isTerminal } = stdout;
  const unicode = hasUnicode(environment);
  const advice = [
    ...(unicode ? [] : [say.adviceUnicode]),
    ...(isTerminal && columns < COLUMNS_NEEDED ? [say.adviceNarrow(COLUMNS_NEEDED)] : []),
  ];
  return find(
    'terminal',
    advice.length > 0 || !isTerminal ? 'note' : 'ok',
    isTerminal ? say.ok(columns, hasColour, unicode) : say.none,
    advice.length > 0 ? advice.join('\n') : null,
    { terminal: isTerminal, columns, colours: hasColour, unicode },
  );
}

/** Whether the locale's characters are Unicode (POSIX: LC_ALL, LC_CTYPE, LANG). */
function hasUnicode({ LC_ALL, LC_CTYPE, LANG, WT_SESSION }: NodeJS.ProcessEnv): boolean {
  if (process.platform === 'win32') return Boolean(WT_SESSION);
  // macOS's terminals are Unicode even where no locale is set, as over ssh.
  const locale = LC_ALL || LC_CTYPE || LANG;
  return locale ? /utf-?8/i.test(locale) : process.platform === 'darwin';
}

/** Which editor the key `e` opens. */
export async function probeEditor({ language, environment }: Context): Promise<Finding> {
  const say = doctorMessages[language].editor;
  const editor = findEditor(undefined, environment);
  if (!editor) return find('editor', 'note', say.none, say.advice, { command: null });
  const { command, name } = editor;
  return isOnPath(command, environment)
    ? find('editor', 'ok', say.ok(name), null, { command })
    : find('editor', 'note', say.missing(name, command), say.advice, { command });
}

/** Which programs that are not Node's `run` and the lessons find here. Nothing depends on them. */
export async function probePrograms({ language }: Context): Promise<Finding> {
  const say = doctorMessages[language].programs;
  const programs = NAMED.filter((name) => findCommand(name) !== null);
  const missing = NAMED.filter((name) => !programs.includes(name));
  const packages = [...new Set(missing.map((name) => PACKAGES[name] ?? name))];
  const found = programs.length > 0 ? say.found(programs.join(', ')) : say.none;
  const text = missing.length > 0 ? `${found}${say.missing(missing.join(', '))}` : found;
  const advice = missing.length > 0 ? say.advice(packages.join(' ')) : null;
  const verdict = missing.length > 0 ? 'note' : 'ok';
  return find('programs', verdict, text, advice, { programs, missing });
}

/** Whether a command is a program that can be started. */
function isOnPath(command: string, { PATH = '', PATHEXT }: NodeJS.ProcessEnv): boolean {
  const folders = /[\\/]/.test(command) ? [''] : PATH.split(path.delimiter);
  const endings = ['', ...(process.platform === 'win32' ? (PATHEXT ?? '.EXE').split(';') : [])];
  return folders.some((folder) =>
    endings.some((ending) => isAllowed(path.join(folder, command + ending), constants.X_OK)),
  );
}
