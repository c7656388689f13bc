// The learner's editor: which one it is, and opening files in it.
import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Lesson } from '../../course/block.ts';
import type { Terminal } from '../../terminal.ts';
import type { Language } from '../../text/language.ts';
import { walkMessages } from '../../text/messages/walk.ts';
import { sortFiles } from './files.ts';
import type { Page } from './page.ts';

/** An editor's command line. */
export interface Editor {
  command: string;
  arguments: string[];
  /** The name to tell the learner. */
  name: string;
}

/** `--editor`, then `$VISUAL`, `$EDITOR`, then VS Code where its terminal is the one in use; else null. */
export function findEditor(
  option: string | undefined,
  environment: NodeJS.ProcessEnv,
): Editor | null {
  const line = option || environment.VISUAL || environment.EDITOR;
  if (line?.trim()) {
    const [command = '', ...words] = splitWords(line);
    return { command, arguments: words, name: command };
  }
  if (environment.TERM_PROGRAM === 'vscode') {
    return { command: 'code', arguments: ['--reuse-window'], name: 'VS Code' };
  }
  return null;
}

/** A command line's words; quotes keep blanks together, as in `"/opt/my editor/bin" -w`. */
function splitWords(line: string): string[] {
  const words = line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g);
  return [...words].map(([, double, single, bare]) => double ?? single ?? bare ?? '');
}

/** What editing needs. */
export interface EditOptions {
  /** The learner's copy, absolute. */
  directory: string;
  terminal: Pick<Terminal, 'lend'>;
  page: Pick<Page, 'hold' | 'release'>;
  language: Language;
  tell(...notes: readonly string[]): void;
}

/**
 * Opens the learner's copy of a lesson in the editor, with the terminal lent to it, and settles when it
 * returns: an editor with a window of its own at once. Tells where the files are where there is none.
 */
export async function editFiles(
  editor: Editor | null,
  lesson: Pick<Lesson, 'files' | 'directory'>,
  { directory, terminal, page, language, tell }: EditOptions,
): Promise<void> {
  const say = walkMessages[language];
  const files = sortFiles(lesson).map((file) => path.join(directory, file));
  if (editor === null) return tell(say.editorNone, ...files);
  page.hold();
  const problem = await terminal.lend(() => openEditor(editor, files));
  page.release();
  if (problem === null) tell(say.editorOpened(editor.name));
  else tell(say.editorFailed(editor.name, problem), ...files);
}

/** Settles when the editor returns: to null, or to why it could not be started. */
function openEditor(editor: Editor, files: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(editor.command, [...editor.arguments, ...files], {
      stdio: 'inherit',
      // Commands of Windows editors are often .cmd files, which only a shell starts.
      shell: process.platform === 'win32',
    });
    child.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    child.on('exit', () => resolve(null));
  });
}
