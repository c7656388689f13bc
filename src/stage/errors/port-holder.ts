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

async function findInodes(port: number, address?: string): Promise<string[]> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')),
  );
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
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  const hosts = address === undefined ? null : spellHosts(address);
  return table.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
    const [host = '', itsPort] = local.split(':');
    // 0A is TCP_LISTEN (include/net/tcp_states.h).
    const isMeant = state === '0A' && itsPort === hexPort && (hosts?.includes(host) ?? true);
    return isMeant ? [inode] : [];
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
  try {
    const descriptors = await readdir(`/proc/${pid}/fd`);
    const links = await Promise.all(
      descriptors.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')),
    );
    return links.some((link) => sockets.has(link));
  } catch {
    // Another user's, or gone by now.
    return false;
  }
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
