// Runs a small program that fails, and returns its output.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FailureReport } from '../../src/stage/errors/explain.ts';

/** How long a program may take to fail, in ms. */
const DEADLINE_MS = 60_000;

/** A folder for programs; `package.json` makes their `.js` and `.ts` ES modules. */
export function makeFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'socket-tour-crash-'));
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs `source` as a file of that name, with tsx where it is TypeScript, and reports its end; `input` is all of its standard input. */
export function crash(
  folder: string,
  name: string,
  source: string,
  options: string[] = [],
  input: string | null = null,
): Promise<FailureReport> {
  const file = path.join(folder, name);
  writeFileSync(file, source);
  const tsx = name.endsWith('ts') ? ['--import', import.meta.resolve('tsx')] : [];
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...tsx, ...options, file],
      { cwd: folder, env, timeout: DEADLINE_MS },
      (_error, _stdout, stderr) =>
        resolve({
          actor: 'server',
          exit: { code: child.exitCode, signal: child.signalCode },
          events: [],
          stderr: stderr.split('\n'),
          cwd: folder,
        }),
    );
    if (input !== null) child.stdin?.end(input);
  });
}
