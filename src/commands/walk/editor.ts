// The learner's editor: which one it is, and opening files in it.
import { spawn } from 'node:child_process';

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
export function splitWords(line: string): string[] {
  const words = line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g);
  return [...words].map(([, double, single, bare]) => double ?? single ?? bare ?? '');
}

/**
 * Opens files in the editor, with the terminal lent to it, and resolves when it returns: to null, or to why
 * it could not be started. An editor with a window of its own returns at once.
 */
export function openEditor(editor: Editor, files: readonly string[]): Promise<string | null> {
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
