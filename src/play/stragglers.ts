// Processes that a hand-in started and that left its process groups: found on Linux, and ended.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';

/** The variable that marks a hand-in's processes and all that they start. */
export const HAND_IN_VARIABLE = 'SOCKET_TOUR_HAND_IN';

/**
 * How long at least between two looks at the descendants, in ms: once a program has ended, nothing leads from the judge
 * to what it left behind, so this is shorter than a program takes to start, to listen and to be stopped.
 */
const NOTE_MS = 50;
/** A look reads all processes; so many times what it took lie between two, so that it costs little where there are many. */
const REST = 9;
/** How often it is looked again after all that were found have been killed: they may have started others. */
const MOST_ROUNDS = 50;

interface Known {
  pid: number;
  parent: number;
  /** The id may be given to another process; together with the start it is one process's own. */
  key: string;
}

/** By what a hand-in's processes are known. */
export interface Marks {
  /** What `HAND_IN_VARIABLE` is in the environment they began with. */
  marker: string;
  /** The folder they work in, or below, absolute and without links; null where it isn't known yet. */
  folder: string | null;
}

/**
 * Notes from now on what descends from the process `judge`; the returned function ends all of that, and all processes
 * with one of the marks. Only Linux tells this; elsewhere the process groups have to do.
 */
export function watchStragglers(judge: number, marks: Marks): () => void {
  const noted = new Set<string>();
  let timer: NodeJS.Timeout;
  const watch = () => {
    const begun = performance.now();
    noteDescendants(judge, noted);
    timer = setTimeout(watch, Math.max(NOTE_MS, REST * (performance.now() - begun)));
  };
  watch();
  return () => {
    clearTimeout(timer);
    noteDescendants(judge, noted);
    endStragglers(marks, noted);
  };
}

/** Kills all processes with one of the marks but this one, and those noted, until none is left. */
export function endStragglers(marks: Marks, noted: ReadonlySet<string> = new Set()): void {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const found = listProcesses().filter(({ pid, key }) => noted.has(key) || isMarked(pid, marks));
    if (found.length === 0) return;
    for (const { pid } of found) kill(pid);
  }
}

function isMarked(pid: number, { marker, folder }: Marks): boolean {
  const environment = read(() => readFileSync(`/proc/${pid}/environ`, 'utf8'));
  if (environment.split('\0').includes(`${HAND_IN_VARIABLE}=${marker}`)) return true;
  const place = folder === null ? '' : read(() => readlinkSync(`/proc/${pid}/cwd`));
  return place === folder || place.startsWith(`${folder}${path.sep}`);
}

/** Adds the descendants of the judge, and those of processes that were noted before. */
function noteDescendants(judge: number, noted: Set<string>): void {
  const all = listProcesses();
  const isNoted = ({ pid, parent, key }: Known) =>
    pid === judge || noted.has(key) || family.has(parent);
  const family = new Set<number>();
  for (let size = -1; size !== family.size; ) {
    size = family.size;
    for (const one of all) if (isNoted(one)) family.add(one.pid);
  }
  for (const { pid, key } of all) if (family.has(pid)) noted.add(key);
}

/** All processes but this one. */
function listProcesses(): Known[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    const stat =
      pid > 0 && pid !== process.pid ? read(() => readFileSync(`/proc/${name}/stat`, 'utf8')) : '';
    // proc(5): behind the name, in parentheses, the state, the parent, and 18 fields later when the process began.
    const [state, parent, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // One that has ended is there until its parent has asked for its exit code.
    if (stat === '' || state === 'Z') return [];
    return [{ pid, parent: Number(parent), key: `${name} ${fields[17]}` }];
  });
}

function read(from: () => string): string {
  try {
    return from();
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
