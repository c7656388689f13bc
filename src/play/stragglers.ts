// Processes that a hand-in started and that left its process groups: found on Linux, and ended.
import { readdirSync, readFileSync } from 'node:fs';

/** The variable that marks a hand-in's processes and all that they start. */
export const HAND_IN_VARIABLE = 'SOCKET_TOUR_HAND_IN';

/** Notes the processes of one hand-in, and ends them. */
export interface Stragglers {
  /** Ends all that are left, and takes no more notes. */
  end(): void;
}

/** How often the descendants are noted, in ms. */
const NOTE_MS = 250;
/** How often it is looked again after all that were found have been killed: they may have started others. */
const MOST_ROUNDS = 50;
/** Behind the name in `/proc/PID/stat` (man 5 proc): the parent, and when the process began. */
const PARENT_FIELD = 1;
const BEGAN_FIELD = 19;

interface Known {
  pid: number;
  parent: number;
  /** The id may be given to another process; together with the start it is one process's own. */
  key: string;
}

/**
 * Watches over the process `judge`, whose environment has `marker`; undefined where it could not be started. A process is a straggler where the environment it
 * began with has the marker, or where it was seen to descend from the judge. Only Linux tells this; elsewhere the
 * process groups have to do.
 */
export function watchStragglers(judge: number | undefined, marker: string): Stragglers {
  // All processes of the machine would descend from process 0.
  if (process.platform !== 'linux' || !judge) return { end() {} };
  const noted = new Set<string>();
  const note = () => noteDescendants(judge, noted);
  const timer = setInterval(note, NOTE_MS);
  return {
    end() {
      clearInterval(timer);
      note();
      endStragglers(marker, noted);
    },
  };
}

/** Kills all processes with the marker but this one, and those noted, until none is left. */
export function endStragglers(marker: string, noted: ReadonlySet<string> = new Set()): void {
  if (process.platform !== 'linux') return;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const found = listProcesses().filter(
      ({ pid, key }) => pid !== process.pid && (noted.has(key) || hasMarker(pid, marker)),
    );
    if (found.length === 0) return;
    for (const { pid } of found) kill(pid);
  }
}

/** Adds the descendants of the judge, and those of processes that were noted before. */
function noteDescendants(judge: number, noted: Set<string>): void {
  const all = listProcesses();
  const family = new Set([judge, ...all.filter(({ key }) => noted.has(key)).map(({ pid }) => pid)]);
  for (let size = -1; size !== family.size; ) {
    size = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  for (const { pid, key } of all) if (family.has(pid) && pid !== process.pid) noted.add(key);
}

function listProcesses(): Known[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    const stat = read(`/proc/${pid}/stat`);
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // One that has ended is there until its parent has asked for its exit code.
    if (stat === '' || state === 'Z') return [];
    const parent = Number(fields[PARENT_FIELD - 1]);
    return [{ pid: Number(pid), parent, key: `${pid} ${fields[BEGAN_FIELD - 1]}` }];
  });
}

function hasMarker(pid: number, marker: string): boolean {
  const wanted = `${HAND_IN_VARIABLE}=${marker}`;
  return read(`/proc/${pid}/environ`).split('\0').includes(wanted);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // It has ended, or is another user's.
    return '';
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended, or is another user's.
  }
}
