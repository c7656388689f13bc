// The lock that keeps two tours apart: a link that only one of them can create.
import { lstatSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { Failure } from '../text/failure.ts';
import { hasCode, tell } from './fs-errors.ts';

/** Times of a lock, in milliseconds. */
export interface LockTimes {
  /** A lock that has not changed for this long was left by a process that can't be asked: 5,000. */
  stale?: number;
  /** How long to wait for the lock in all: 10,000. */
  deadline?: number;
}

const STALE_MS = 5_000;
const DEADLINE_MS = 10_000;
/** The pauses between two looks at a taken lock; it is held for a few milliseconds at a time. */
const FIRST_PAUSE_MS = 1;
const LAST_PAUSE_MS = 20;
// Windows reports EPERM or EBUSY for a file that is just being deleted.
const TAKEN = process.platform === 'win32' ? ['EEXIST', 'EPERM', 'EBUSY'] : ['EEXIST'];
/** Where a process's number is valid; Windows and its WSL share the host's name. */
const PLACE = `${os.hostname()} ${process.platform}`;

const held = new Set<string>();

/**
 * Does some synchronous work while nothing else, in this process or another, holds the lock at
 * `path` (whose folder exists). It blocks while it waits.
 *
 * A lock left by a process that was killed is broken: at once where its process is known to be dead, else
 * (another machine, a number used again) when it stayed the same for `stale` milliseconds of our own clock,
 * so that skewed clocks don't matter.
 * Throws a Failure at the deadline, an Error when called inside its own work, else what the work throws.
 */
export function withLock<T>(path: string, work: () => T, times: LockTimes = {}): T {
  if (held.has(path)) throw new Error(`the lock ${path} is already held here`);
  const own = acquire(path, times);
  held.add(path);
  try {
    return work();
  } finally {
    held.delete(path);
    // Not ours any more if this process slept through `stale` and another one broke the lock.
    removeLock(path, own);
  }
}

/** Waits for the lock, and returns the text it was created with. */
function acquire(path: string, times: LockTimes): string {
  const { stale = STALE_MS, deadline = DEADLINE_MS } = times;
  // Loaded where a lock is taken: most commands only read.
  const token = process.getBuiltinModule('node:crypto').randomUUID();
  const own = JSON.stringify({ pid: process.pid, place: PLACE, token });
  const started = performance.now();
  let seen: { text: string | null; since: number } = { text: null, since: started };
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LAST_PAUSE_MS)) {
    if (create(path, own)) return own;
    const now = performance.now();
    const text = readLock(path);
    if (text !== seen.text) seen = { text, since: now };
    if (text !== null && (isLeft(text) || now - seen.since >= stale)) {
      // Under a lock of its own: else a second process that saw the same old lock could remove the first one's new one.
      withLock(`${path}.break`, () => removeLock(path, text), times);
    } else if (now - started >= deadline) {
      const seconds = Math.round((now - started) / 1000);
      throw new Failure(tell((say) => say.lockBusy(path, parseHolder(text).pid, seconds)));
    } else {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
}

/** Creates the lock with this text; false where it is taken. */
function create(path: string, text: string): boolean {
  try {
    write(path, text);
    return true;
  } catch (error) {
    if (hasCode(error, ...TAKEN)) return false;
    throw error;
  }
}

function write(path: string, text: string): void {
  try {
    // A link that leads nowhere is there whole or not at all. A file is empty for a moment, and a process
    // killed in that moment leaves a lock that says nothing (seen in 1 of 8 kills).
    symlinkSync(text, path);
  } catch (error) {
    if (hasCode(error, 'EEXIST', 'EACCES', 'EROFS', 'ENOSPC', 'EDQUOT')) throw error;
    // On Windows and exFAT not every user can create links.
    writeFileSync(path, text, { flag: 'wx' });
  }
}

/** The lock's text: null where there is none, empty where it says nothing. */
function readLock(path: string): string | null {
  const text = orNothing(() => readlinkSync(path)) || orNothing(() => readFileSync(path, 'utf8'));
  return text !== '' || lstatSync(path, { throwIfNoEntry: false }) ? text : null;
}

function orNothing(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

/** Removes the lock if it still has this text. */
function removeLock(path: string, text: string): void {
  if (readLock(path) !== text) return;
  // With retries, because on Windows a file can't be deleted while another process reads it.
  rmSync(path, { force: true, recursive: true, maxRetries: 10, retryDelay: 10 });
}

/** Whether a lock's process is known to be gone. */
function isLeft(text: string): boolean {
  const { pid, place } = parseHolder(text);
  if (pid === null || place !== PLACE) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return hasCode(error, 'ESRCH');
  }
}

/** What a lock says of the process that made it. */
function parseHolder(text: string | null): { pid: number | null; place?: unknown } {
  try {
    const { pid, place } = JSON.parse(text ?? '');
    return { pid: Number.isSafeInteger(pid) ? pid : null, place };
  } catch {
    return { pid: null };
  }
}
