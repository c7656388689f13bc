// Runs the tour's command line as a user does, in a folder of its own.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TOUR } from './command.ts';

/** The result of a command. */
export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** How a command is run. */
export interface TourOptions {
  /** The working directory; absolute. */
  cwd: string;
  /** Variables added to a plain environment, whose locale is `C.UTF-8`. */
  environment?: Record<string, string>;
  /** Its standard input, a pipe; empty unless given. */
  input?: string;
  /** Ends reading standard output after the first piece, as `head` does. */
  leavesEarly?: boolean;
}

/** A learner's folder, removed when the test ends. */
export function makeFolder(test: { after(done: () => void): void }): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'socket-tour-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs `socket-tour WORDS` without a terminal. */
export function runTour(words: readonly string[], options: TourOptions): Promise<Outcome> {
  const [command, ...own] = TOUR;
  const { PATH = '', HOME = '', SystemRoot } = process.env;
  const child = spawn(command, [...own, ...words], {
    cwd: options.cwd,
    env: { PATH, HOME, ...(SystemRoot && { SystemRoot }), LANG: 'C.UTF-8', ...options.environment },
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  child.stdin?.on('error', () => {});
  child.stdin?.end(options.input);
  const outcome: Outcome = { code: null, stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    outcome.stdout += text;
    if (options.leavesEarly) child.stdout?.destroy();
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    outcome.stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...outcome, code }));
  });
}
