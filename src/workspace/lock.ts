// The lock that keeps two tours apart: a link that only one of them can create.
import { randomUUID } from 'node:crypto';
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

/** What a lock says about the process that made it. */
interface LockHolder {
  pid: number;
  /** The machine or container in which that number names that process. */
  place: string;
  token: string;
}

const STALE_MS = 5_000;
const DEADLINE_MS = 10_000;
/** The pauses between two looks at a taken lock; it is held for a few milliseconds at a time. */
const FIRST_PAUSE_MS = 1;
const LAST_PAUSE_MS = 20;
// Windows reports EPERM or EBUSY for a file that is just being deleted.
const TAKEN = process.platform === 'win32' ? ['EEXIST', 'EPERM', 'EBUSY'] : ['EEXIST'];

const held = new Set<string>();

/**
 * Does some synchronous work while nothing else, in this process or another, holds the lock at
 * `path` (whose folder exists). It blocks while it waits.
 *
 * A lock left by a process that was killed is broken: at once where its process is known to be dead, else
 * (another machine, a container, a number used again) when it stayed the same for `stale` milliseconds of
 * our own clock, so that skewed clocks don't matter.
 * Throws a Failure at the deadline, an Error when called inside its own work, else what the work throws.
 */
export function withLock<T>(path: string, work: () => T, times: LockTimes = {}): T {
  if (held.has(path)) throw new Error(`the lock ${path} is already held here`);
  const token = acquire(path, times);
  held.add(path);
  try {
    return work();
  } finally {
    held.delete(path);
    // Not ours any more if this process slept through `stale` and another one broke the lock.
    if (parseHolder(readLock(path))?.token === token) remove(path);
  }
}

function acquire(path: string, times: LockTimes): string {
  const { stale = STALE_MS, deadline = DEADLINE_MS } = times;
  const started = performance.now();
  let seen: { text: string | null; since: number } = { text: null, since: started };
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LAST_PAUSE_MS)) {
    const token = create(path);
    if (token) return token;

    const now = performance.now();
    const text = readLock(path);
    if (text !== seen.text) seen = { text, since: now };
    if (text !== null && (isLeft(text) || now - seen.since >= stale)) {
      breakLock(path, text, times);
    } else if (now - started >= deadline) {
      throw busy(path, text, now - started);
    } else {
      pauseFor(pause);
    }
  }
}

/** Creates the lock and returns its token, or null where it is taken. */
function create(path: string): string | null {
  const holder: LockHolder = { pid: process.pid, place: findPlace(), token: randomUUID() };
  try {
    write(path, JSON.stringify(holder));
    return holder.token;
  } catch (error) {
    if (hasCode(error, ...TAKEN)) return null;
    throw error;
  }
}

/** Writes a lock's text, unless something is there: then it throws EEXIST. */
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

/**
 * Removes a lock that still has this text. Done under a lock of its own: else a second process that saw
 * the same old lock could remove the new one of the first.
 */
function breakLock(path: string, text: string, times: LockTimes): void {
  withLock(
    `${path}.break`,
    () => {
      if (readLock(path) === text) remove(path);
    },
    times,
  );
}

/** Whether a lock's process is known to be gone. */
function isLeft(text: string): boolean {
  const holder = parseHolder(text);
  if (!holder || holder.place !== findPlace()) return false;
  try {
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    return hasCode(error, 'ESRCH');
  }
}

function parseHolder(text: string | null): LockHolder | null {
  try {
    const holder = JSON.parse(text ?? '') as Partial<LockHolder> | null;
    const { pid, place, token } = holder ?? {};
    if (!Number.isSafeInteger(pid) || typeof place !== 'string' || typeof token !== 'string') {
      return null;
    }
    return { pid: pid as number, place, token };
  } catch {
    return null;
  }
}

let place: string | undefined;

/**
 * Where this process's number is valid. The host's name alone won't do: Windows and its WSL share
 * it, as containers may, and each numbers its processes by itself.
 */
function findPlace(): string {
  place ??= [
    os.hostname(),
    process.platform,
    orNothing(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    orNothing(() => readlinkSync('/proc/self/ns/pid')),
  ].join(' ');
  return place;
}

function orNothing(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

function busy(path: string, text: string | null, ms: number): Failure {
  const pid = parseHolder(text)?.pid ?? null;
  return new Failure(tell((messages) => messages.lockBusy(path, pid, Math.round(ms / 1000))));
}

function remove(path: string): void {
  // With retries, because on Windows a file can't be deleted while another process reads it.
  rmSync(path, { force: true, recursive: true, maxRetries: 10, retryDelay: 10 });
}

function pauseFor(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
