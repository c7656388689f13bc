// Finds processes that a test left behind, by a variable in their environment.
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** The variable that marks a process and all that it starts. */
export const MARKER = 'SOCKET_TOUR_TEST_MARKER';

/** Whether this system shows the environment of its processes. */
export const canFindProcesses = process.platform === 'linux';

/** A process that is still running. */
export interface FoundProcess {
  pid: number;
  command: string;
  /** When it began, in clock ticks. */
  began: number;
}

/** A marker that no other process carries. */
export function createMarker(): string {
  return randomUUID();
}

/** The living processes that carry the marker. */
export function findProcesses(marker: string): FoundProcess[] {
  const wanted = `${MARKER}=${marker}`;
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    // A process that has ended, or belongs to another user, can't be read.
    if (!read(`/proc/${pid}/environ`).split('\0').includes(wanted)) return [];
    const command = read(`/proc/${pid}/cmdline`).split('\0').join(' ').trim();
    return [{ pid: Number(pid), command, began: readBegin(pid) }];
  });
}

/** How often to poll, in ms: the end of a process that is not one's own child is not reported. */
const LOOK_MS = 10;

/** How long a process may take to end, in ms. */
const END_MS = 20_000;

/**
 * Settles when no process carries the marker, except those in `except` (their ids); throws, naming them, where
 * some still do after `within` ms (5 s). Settles at once on systems that don't say.
 */
export async function waitForNoProcess(
  marker: string,
  except: number[] = [],
  within: number = END_MS,
): Promise<void> {
  if (!canFindProcesses) return;
  const end = performance.now() + within;
  for (;;) {
    const found = findProcesses(marker).filter(({ pid }) => !except.includes(pid));
    if (found.length === 0) return;
    if (performance.now() > end) {
      const commands = found.map(({ pid, command }) => `${pid} ${command}`);
      throw new Error(`still there after ${within} ms: ${commands.join('; ')}`);
    }
    await pause(LOOK_MS);
  }
}

/** Field 22 of `/proc/PID/stat` (man 5 proc), counted behind the name, which may hold anything. */
function readBegin(pid: string): number {
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
