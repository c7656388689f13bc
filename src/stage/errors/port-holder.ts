// Finds the process that listens on a TCP port, where the system reports it.
import { execFile } from 'node:child_process';
import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import { endianness } from 'node:os';
import { promisify } from 'node:util';
import { shortenCommand } from './command-line.ts';

/** The process that listens on a port. */
export interface PortHolder {
  pid: number;
  /** What it runs, as a person would type it: `node my-server.js`. */
  command: string;
  /** Its owner: a program that a tour started, another user, or neither. */
  owner: 'tour' | 'stranger' | 'you';
}

/** What a tour preloads into its programs. */
const TAP = /[\\/]stage[\\/]tap[\\/]preload\.js$/;

/** The sockets of TCP (proc(5)). */
const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];

/** How long a system's tool may take to answer, in ms. */
const TOOL_MS = 3000;

/**
 * The process that listens on a TCP port, at `address` or at all addresses; any address by default. Null
 * where none does, or where the system doesn't say: another user's process, Windows. Never throws.
 */
export async function findPortHolder(port: number, address?: string): Promise<PortHolder | null> {
  try {
    if (process.platform === 'linux') return await findByProc(port, address);
    if (process.platform === 'darwin') return await findByLsof(port, address);
    return null;
  } catch {
    return null;
  }
}

/**
 * Whether any process listens on a TCP port, at `address` or at all addresses; any address by default. Null where the
 * system doesn't say (Windows).
 */
export async function isListenedOn(port: number, address?: string): Promise<boolean | null> {
  if (process.platform === 'linux') return (await findInodes(port, address)).length > 0;
  return process.platform === 'darwin' ? (await findPortHolder(port, address)) !== null : null;
}

/**
 * The TCP port on which a process of a process group listens: `port`, or where that is 0 any. Null where none does, or
 * where the system doesn't say: any port on macOS, all of them on Windows.
 */
export async function findPortOfGroup(port: number, group: number): Promise<number | null> {
  if (port === 0) return process.platform === 'linux' ? findAnyPort(group) : null;
  if (!(await isListenedOn(port))) return null;
  const holder = await findPortHolder(port);
  return holder && (await findGroup(holder.pid)) === group ? port : null;
}

async function findAnyPort(group: number): Promise<number | null> {
  const tables = await Promise.all(TABLES.map((file) => readFile(file, 'utf8').catch(() => '')));
  const listeners = tables.flatMap(listListeners);
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name) || (await findGroup(Number(name))) !== group) continue;
    const open = await listOpen(name);
    const own = listeners.find(({ inode }) => open.includes(`socket:[${inode}]`));
    if (own) return own.port;
  }
  return null;
}

/** The process group of a process; 0 where the system doesn't say. */
export async function findGroup(pid: number): Promise<number> {
  try {
    if (process.platform === 'linux') {
      const line = await readFile(`/proc/${pid}/stat`, 'utf8');
      // proc(5): the state and the parent stand between the name, in parentheses, and the group.
      return Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[2]);
    }
    const words = ['-o', 'pgid=', '-p', String(pid)];
    const { stdout } = await promisify(execFile)('ps', words, { timeout: TOOL_MS });
    return Number(stdout.trim());
  } catch {
    return 0;
  }
}

async function findInodes(port: number, address?: string): Promise<string[]> {
  const tables = await Promise.all(TABLES.map((file) => readFile(file, 'utf8').catch(() => '')));
  return tables.flatMap((table) => readListeners(table, port, address));
}

/** proc(5): a socket's inode by its address, then the process that has that socket open. */
async function findByProc(port: number, address?: string): Promise<PortHolder | null> {
  const inodes = await findInodes(port, address);
  const sockets = new Set(inodes.map((inode) => `socket:[${inode}]`));
  if (sockets.size === 0) return null;
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name) || !(await hasOpen(name, sockets))) continue;
    const line = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    const words = line.replace(/\0$/, '').split('\0');
    const { uid } = await stat(`/proc/${name}`);
    return describe(Number(name), words, uid);
  }
  return null;
}

/** The inodes of the sockets in a table such as /proc/net/tcp that listen on the port. */
export function readListeners(table: string, port: number, address?: string): string[] {
  const hosts = address === undefined ? null : spellHosts(address);
  return listListeners(table)
    .filter((each) => each.port === port && (hosts?.includes(each.host) ?? true))
    .map(({ inode }) => inode);
}

/** All sockets of such a table that listen; the host is spelt as there. */
function listListeners(table: string): { host: string; port: number; inode: string }[] {
  return table.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
    const [host = '', port = ''] = local.split(':');
    // 0A is TCP_LISTEN (include/net/tcp_states.h).
    return state === '0A' ? [{ host, port: Number.parseInt(port, 16), inode }] : [];
  });
}

/** How the tables spell an IPv4 address, alone and inside an IPv6 one, and the two that mean all addresses. */
function spellHosts(address: string): string[] {
  const all = ['0'.repeat(8), '0'.repeat(32)];
  // An IPv6 address has many spellings; any listener on the port will do.
  if (isIPv6(address)) return [...all, spellWord([0, 0, 0, 0]).repeat(3) + spellWord([0, 0, 0, 1])];
  const own = spellWord(address.split('.').map(Number));
  const mapped = '0'.repeat(16) + spellWord([0, 0, 255, 255]) + own;
  return [...all, own, mapped];
}

/** Four bytes in network order as the kernel prints them: a 32-bit word of this machine. */
function spellWord(bytes: number[]): string {
  const ordered = endianness() === 'LE' ? bytes.toReversed() : bytes;
  return ordered.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('');
}

async function hasOpen(pid: string, sockets: ReadonlySet<string>): Promise<boolean> {
  return (await listOpen(pid)).some((link) => sockets.has(link));
}

/** What a process has open; nothing where it is another user's, or gone by now. */
async function listOpen(pid: string): Promise<string[]> {
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
  return Promise.all(descriptors.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
}

async function findByLsof(port: number, address?: string): Promise<PortHolder | null> {
  const run = (file: string, words: string[]) =>
    promisify(execFile)(file, words, { timeout: TOOL_MS }).then(({ stdout }) => stdout);
  const fields = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpn']);
  const pid = readLsof(fields, address);
  if (pid === null) return null;
  const command = await run('ps', ['-o', 'command=', '-p', String(pid)]);
  const user = await run('ps', ['-o', 'uid=', '-p', String(pid)]);
  return describe(pid, command.trim().split(/\s+/), Number(user));
}

function describe(pid: number, words: readonly string[], uid: number): PortHolder {
  const isTours = words.some((word) => TAP.test(word));
  const owner = isTours ? 'tour' : uid === process.getuid?.() ? 'you' : 'stranger';
  return { pid, command: shortenCommand(words), owner };
}

/** The process in what `lsof -Fpn` prints (`p` and its id, then `n` and an address a socket), or null. */
export function readLsof(fields: string, address?: string): number | null {
  let pid: number | null = null;
  for (const field of fields.split('\n')) {
    if (field.startsWith('p')) pid = Number(field.slice(1));
    if (!field.startsWith('n')) continue;
    const host = field.slice(1, field.lastIndexOf(':'));
    if (address === undefined || host === '*' || host === address || host === `[${address}]`) {
      return pid;
    }
  }
  return null;
}
