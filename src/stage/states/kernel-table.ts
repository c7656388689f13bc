// Asks the system for its table of TCP sockets, and for the process that has one of them.
import { execFile } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import { promisify } from 'node:util';
import type { KernelRow } from './kernel-row.ts';
import { readNetstat } from './netstat-table.ts';
import { readProcTable } from './proc-table.ts';

/** What is wanted of the table. */
export interface Wish {
  isWanted(port: number): boolean;
  /** Whether IPv6 sockets are wanted too: on Linux they are a second table, which takes as long as the first. */
  hasSix: boolean;
}

/** How long netstat may take, in ms. */
const NETSTAT_MS = 5000;

/** The rows of the kernel's table that are wanted. Rejects with the system's error where it doesn't tell. */
export async function readKernelTable({ isWanted, hasSix }: Wish): Promise<KernelRow[]> {
  if (process.platform === 'linux') {
    const files = ['/proc/net/tcp', ...(hasSix ? ['/proc/net/tcp6'] : [])];
    const tables = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    return tables.flatMap((table) => readProcTable(table, isWanted, endianness()));
  }
  const isWindows = process.platform === 'win32';
  const words = isWindows ? ['-ano'] : ['-an', '-p', 'tcp'];
  const { stdout } = await promisify(execFile)('netstat', words, { timeout: NETSTAT_MS });
  return readNetstat(stdout);
}

/**
 * Begins to measure what asking costs; the function that it returns gives it in ms. On Linux that is the work of this
 * process, however busy the machine is; elsewhere it is another program's, and only its time is known.
 */
export function measureCost(): () => number {
  const [start, work] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(work);
    return process.platform === 'linux' ? (user + system) / 1e3 : performance.now() - start;
  };
}

/** Whether a process has the socket open, as far as the system says so. */
export function hasSocket(pid: number, { inode, pid: owner }: KernelRow): boolean {
  if (inode === undefined || pid === 0) return owner !== undefined && owner === pid;
  try {
    const folder = `/proc/${pid}/fd`;
    return readdirSync(folder).some(
      (name) => readLink(`${folder}/${name}`) === `socket:[${inode}]`,
    );
  } catch {
    // The process has ended, or is another user's.
    return false;
  }
}

function readLink(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}
