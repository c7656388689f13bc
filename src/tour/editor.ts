// The learner's editor: which one it is, and opening files in it.
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import type { Terminal } from '../terminal/terminal.ts';
import type { Language } from '../text/language.ts';
import { walkMessages } from '../text/messages/walk.ts';

/** An editor's command line. */
export interface Editor {
  command: string;
  arguments: string[];
  /** The name that the learner sees. */
  name: string;
}

/** `--editor`, then `$VISUAL`, `$EDITOR`, then VS Code where the tour runs in its terminal; else null. */
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

/** How long an editor has to tidy up when the tour is left, in ms. */
const EDITOR_MS = 2000;

/** What the opener of an editor needs. */
export interface EditingOptions {
  /** The learner's copy, absolute. */
  directory: string;
  terminal: Pick<Terminal, 'lend'>;
  tell(...notes: readonly string[]): void;
}

/** The learner's editor, as the tour uses it. */
export interface Editing {
  /** Opens files of the learner's copy, lends the editor the terminal, and settles when it returns. */
  open(names: readonly string[], language: Language): Promise<void>;
  /** Ends an editor that has the terminal, and settles when the terminal is back. */
  close(): Promise<void>;
}

/**
 * Readies the editor. One with a window of its own returns at once; where an editor fails, it is said where the files
 * are.
 */
export function openEditing(
  editor: Editor | null,
  { directory, terminal, tell }: EditingOptions,
): Editing {
  let isViExplained = false;
  let child: ChildProcess | null = null;
  let opened: Promise<void> = Promise.resolve();

  async function open(names: readonly string[], language: Language): Promise<void> {
    const say = walkMessages[language];
    const files = names.map((file) => path.join(directory, file));
    if (editor === null) return tell(say.editorNone, ...files);
    if (isVi(editor) && !isViExplained) {
      isViExplained = true;
      return tell(say.editorIsVi(editor.name, names.join(', ')));
    }
    const end = await terminal.lend('editor', async () => {
      child = startEditor(editor, files);
      return waitForEnd(child);
    });
    if (end === null) return;
    child = null;
    if ('code' in end && end.code === 0) tell(say.editorOpened(editor.name, names.join(', ')));
    else tell(describeFailure(editor, end, language), ...files, say.editorChoice);
  }

  return {
    open(names, language) {
      const opening = open(names, language);
      opened = Promise.all([opened, opening]).then(() => {});
      return opening;
    },
    async close() {
      child?.kill();
      const kill = setTimeout(() => child?.kill('SIGKILL'), EDITOR_MS);
      await opened;
      clearTimeout(kill);
    },
  };
}

/** npm sets EDITOR to `vi` where nothing is set, and a learner who never chose it needs to know how to leave it. */
function isVi({ command }: Editor): boolean {
  return path.basename(command) === 'vi';
}

/** How an editor ended, or why it could not be started. */
type EditorEnd = { problem: string } | { code: number } | { signal: string };

function describeFailure({ name }: Editor, end: EditorEnd, language: Language): string {
  const say = walkMessages[language];
  if ('problem' in end) return say.editorFailed(name, end.problem);
  return 'code' in end ? say.editorExit(name, end.code) : say.editorKilled(name, end.signal);
}

function startEditor(editor: Editor, files: readonly string[]): ChildProcess {
  return spawn(editor.command, [...editor.arguments, ...files], {
    stdio: 'inherit',
    // Commands of Windows editors are often .cmd files, which only a shell starts.
    shell: process.platform === 'win32',
  });
}

function waitForEnd(child: ChildProcess): Promise<EditorEnd> {
  return new Promise((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      resolve({ problem: error.code ?? error.message });
    });
    child.on('exit', (code, signal) => {
      resolve(signal === null ? { code: code ?? 0 } : { signal });
    });
  });
}
