// Runs programs without a terminal, times them, and reads what the system knows about a running one.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** The environment of everything that is measured: in some networks, loading certificates alone costs 38 ms a start. */
export const environment: Record<string, string> = Object.fromEntries(
  Object.entries({ ...process.env, LANG: 'en_US.UTF-8' }).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined &&
      !/^(NODE_EXTRA_CA_CERTS|PORT|HOST|npm_.*|NODE_OPTIONS)$/.test(entry[0]),
  ),
);

/** The result of a program that ended. */
export interface Ended {
  ms: number;
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end. */
export function time(
  [file, ...words]: readonly [string, ...string[]],
  cwd: string,
  variables: Record<string, string> = {},
): Promise<Ended> {
  const start = performance.now();
  const child = spawn(file, words, {
    cwd,
    env: { ...environment, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => out.push(piece));
  child.stderr.on('data', (piece: Buffer) => err.push(piece));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const ms = performance.now() - start;
      resolve({ ms, code, stdout: String(Buffer.concat(out)), stderr: String(Buffer.concat(err)) });
    });
  });
}

/** Runs a program that must succeed. Throws an error with its output where it doesn't. */
export async function timeWell(
  command: readonly [string, ...string[]],
  cwd: string,
  variables: Record<string, string> = {},
): Promise<Ended> {
  const ended = await time(command, cwd, variables);
  if (ended.code === 0) return ended;
  throw new Error(`${command.join(' ')}: exit code ${ended.code}\n${ended.stdout}${ended.stderr}`);
}

/** The peak memory of a process so far, in MiB; 0 where the system doesn't say or the process is gone. */
export function readPeak(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** The children of a process whose command line contains `word`; none where the system doesn't say. */
export function findChildren(parent: number, word: string): number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && isChild(pid, parent, word));
  } catch {
    return [];
  }
}

function isChild(pid: number, parent: number, word: string): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const ppid = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    return ppid === parent && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word);
  } catch {
    return false;
  }
}
