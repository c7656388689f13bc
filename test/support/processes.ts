// Processes that a test left behind, found by a variable in their environment.
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** The variable that marks a process and all that it starts. */
export const MARKER = 'SOCKET_TOUR_TEST_MARKER';

/** Whether this system tells the environment of its processes. */
export const canFindProcesses = process.platform === 'linux';

/** A process that is still there. */
export interface FoundProcess {
  pid: number;
  command: string;
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
    // A process that has ended, or belongs to someone else, can't be read.
    if (!read(`/proc/${pid}/environ`).split('\0').includes(wanted)) return [];
    const command = read(`/proc/${pid}/cmdline`).split('\0').join(' ').trim();
    return [{ pid: Number(pid), command }];
  });
}

/** How often to look: nobody tells of the end of a process that is not one's own child. In ms. */
const LOOK_MS = 10;

/** Settles when no process carries the marker; throws, naming them, where some still do after `ms`. */
export async function waitForNoProcess(marker: string, ms = 5000): Promise<void> {
  const end = performance.now() + ms;
  for (;;) {
    const found = findProcesses(marker);
    if (found.length === 0) return;
    if (performance.now() > end) {
      const commands = found.map(({ pid, command }) => `${pid} ${command}`);
      throw new Error(`still there after ${ms} ms: ${commands.join('; ')}`);
    }
    await pause(LOOK_MS);
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
