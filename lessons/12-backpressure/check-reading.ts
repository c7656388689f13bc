// One reader of lesson 12's file: what came to it, what waits for it, and which mistake that shows.
import type {
  Blocked,
  Digest,
  Peer,
  Phase,
  ProgramUnderCheck,
  TapRecord,
} from '../../src/check/kit.ts';
import { MIB, SIZE, type Sums } from './check-file.ts';

/** One connection, and what came of it. */
export interface Reading {
  peer: Peer;
  subject: ProgramUnderCheck;
  digest: Digest;
}

export function beginReading(peer: Peer, subject: ProgramUnderCheck): Reading {
  return { peer, subject, digest: peer.digest() };
}

/** What the tap saw of a connection. */
function readRecords({ subject, peer }: Pick<Reading, 'subject' | 'peer'>): TapRecord[] {
  return subject.records.filter(({ connection }) => connection === peer.connection);
}

/** The most that waited in the program for this connection. */
export function findPeak(reading: Reading): number {
  return Math.max(0, ...readRecords(reading).map(({ buffered = 0 }) => buffered));
}

export function isTooMuch(reading: Reading): boolean {
  return findPeak(reading) > MIB;
}

export function isBeginning(digest: Digest, sums: Sums): boolean {
  return digest.bytes <= SIZE && digest.sha256() === sums.of(digest.bytes);
}

/** Which mistake it is that spoils the file for one reader. */
export function nameMistake(reading: Reading, { exit }: Phase, quiet: Blocked, sums: Sums) {
  const { digest } = reading;
  const isEnded = reading.peer.hasEnded;
  if (isTooMuch(reading)) return nameExcess(reading);
  if (exit) return null;
  if (quiet === 'stuck') return 'blocks';
  if (digest.sha256() === sums.whole) return isEnded ? null : 'no-end';
  if (isBeginning(digest, sums)) return isEnded ? 'truncated' : nameStop(reading);
  const { first } = digest;
  if (!sums.first.subarray(0, first.length).equals(first)) return 'decoded';
  if (digest.bytes <= SIZE) return 'reused-buffer';
  // What fills up the last piece is less than a whole one.
  return digest.bytes - SIZE < findLargest(reading) ? 'padded' : 'sent-twice';
}

/** The most bytes that were written at once. */
function findLargest(reading: Reading): number {
  const writes = readRecords(reading).filter(({ kind }) => kind === 'write');
  return Math.max(0, ...writes.map(({ bytes = 0 }) => bytes));
}

/** Whether one piece alone is too much, or what waits is made of many. */
function nameExcess(reading: Reading): 'unbounded' | 'large-pieces' {
  return findLargest(reading) > MIB ? 'large-pieces' : 'unbounded';
}

/** Which mistake it is that a program stops in the middle of the file. */
function nameStop(reading: Reading) {
  const records = readRecords(reading);
  const drain = records.findIndex(({ kind }) => kind === 'drain');
  if (!records.some(({ kind }) => kind === 'write')) return null;
  // All that was written has come: nothing waits, and nothing did.
  if (drain < 0) return 'waits-after-true';
  const hasGoneOn = drain >= 0 && records.slice(drain).some(({ kind }) => kind === 'write');
  return hasGoneOn ? 'once-only' : 'never-resumes';
}

/** Which mistake it is that spoils the file for a reader beside one who sleeps. */
export function nameOther(reading: Reading | null, { exit }: Phase) {
  if (!reading || exit) return null;
  if (isTooMuch(reading)) return nameExcess(reading);
  return reading.digest.bytes === 0 && !reading.peer.hasEnded ? 'one-at-a-time' : 'shared';
}
