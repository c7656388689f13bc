// How many processes of Node this machine can run beside what runs already: by its descriptors, memory and processes.
import { readdirSync, readFileSync } from 'node:fs';

/** What a machine may have too little of. */
interface Limits {
  /** Descriptors that the tour may still open; infinite where that is not known. */
  descriptors: number;
  /** Processes and threads that may still be started. */
  processes: number;
  /** Memory that is free, or left of a container's limit, in MiB. */
  memory: number;
}

/** What is in the way of so many clients: how much they need, how much there is, and how many would fit. */
export interface Shortage {
  kind: keyof Limits;
  needed: number;
  left: number;
  fitting: number;
}

/** What a client with its tap takes of each. Measured on Linux: 12 threads, 22 to 25 MiB of its own, 4 pipes in the tour. */
const OF_A_CLIENT: Limits = { descriptors: 4, processes: 12, memory: 32 };
/** What has to be left for the tour, its server and the spares. */
const OF_OTHERS: Limits = { descriptors: 64, processes: 60, memory: 200 };
const MIB = 2 ** 20;

/** What is in the way of so many clients; null where nothing is known to be. The scarcest is named. */
export function findShortage(clients: number, limits: Limits = readLimits()): Shortage | null {
  const kinds = Object.keys(OF_A_CLIENT) as (keyof Limits)[];
  const shortages = kinds.map((kind): Shortage => {
    const needed = clients * OF_A_CLIENT[kind] + OF_OTHERS[kind];
    const fitting = Math.floor((limits[kind] - OF_OTHERS[kind]) / OF_A_CLIENT[kind]);
    return { kind, needed, left: Math.floor(limits[kind]), fitting: Math.max(0, fitting) };
  });
  const [scarcest] = shortages.sort((a, b) => a.fitting - b.fitting);
  return scarcest && scarcest.fitting < clients ? scarcest : null;
}

function readLimits(): Limits {
  const [files, tasks] = readUserLimits();
  return {
    descriptors: files - countOpen(),
    // Root has no limit but that of its control group.
    processes: Math.min(process.getuid?.() === 0 ? Infinity : tasks, readGroupsTasks()),
    memory: process.availableMemory() / MIB,
  };
}

/** How many files this process may have open, and how many processes and threads its user may have. */
function readUserLimits(): [files: number, tasks: number] {
  const limits = read('/proc/self/limits');
  const find = (name: string) => {
    const [, soft = ''] = new RegExp(`^${name} +(\\S+)`, 'm').exec(limits) ?? [];
    return /^\d+$/.test(soft) ? Number(soft) : Infinity;
  };
  return [find('Max open files'), find('Max processes')];
}

function countOpen(): number {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return 0;
  }
}

/** How many more processes and threads the control group allows. */
function readGroupsTasks(): number {
  const [, place = '/'] = /^0::(.*)$/m.exec(read('/proc/self/cgroup')) ?? [];
  const folder = `/sys/fs/cgroup${place === '/' ? '' : place}`;
  const most = Number.parseInt(read(`${folder}/pids.max`), 10);
  const current = Number.parseInt(read(`${folder}/pids.current`), 10);
  return Number.isNaN(most) ? Infinity : most - (Number.isNaN(current) ? 0 : current);
}

/** A file of the system's; empty where there is none. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
