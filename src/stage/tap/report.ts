// Reports written synchronously, so that they survive a crash and `process.exit()`.
import { writeSync } from 'node:fs';
import { readClock } from '../clock.ts';
import { REPORT_FD, type TapRecord } from '../record.ts';

const encode = JSON.stringify;

/** What a report that has begun is about, until it ends. */
let subject: object | null = null;

/** Sends one report, stamped now. */
export function report(record: Omit<TapRecord, 't'>): void {
  const t = readClock();
  closeReport();
  writeWhole(REPORT_FD, Buffer.from(`${encode({ t, ...record })}\n`));
}

/**
 * Sends a report on `about`, stamped now, all but its end: what a call brings about is only known after it, but
 * whoever sees its effect first must find that something came before.
 */
export function beginReport(about: object, record: Omit<TapRecord, 't'>): void {
  const t = readClock();
  closeReport();
  writeWhole(REPORT_FD, Buffer.from(encode({ t, ...record }).slice(0, -1)));
  subject = about;
}

/** Ends the report on `about` with how many bytes wait in the process; nothing where another one closed it. */
export function endReport(about: object, buffered: number): void {
  if (subject !== about) return;
  subject = null;
  writeWhole(REPORT_FD, Buffer.from(`,"buffered":${Number(buffered) || 0}}\n`));
}

function closeReport(): void {
  if (subject === null) return;
  subject = null;
  writeWhole(REPORT_FD, Buffer.from('}\n'));
}

/** Sends an answer that is no event. */
export function reportAnswer(answer: object): void {
  closeReport();
  writeWhole(REPORT_FD, Buffer.from(`${encode(answer)}\n`));
}

/** Writes the first `length` bytes, all unless given, to a descriptor before it returns. */
export function writeWhole(fd: number, bytes: Uint8Array, length = bytes.length): void {
  // A signal may cut a write short.
  for (let from = 0; from < length; ) from += writeSome(fd, bytes, from, length - from);
}

function writeSome(fd: number, bytes: Uint8Array, from: number, length: number): number {
  for (;;) {
    try {
      return writeSync(fd, bytes, from, length);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // A child that inherits the descriptor may have made it non-blocking for all who share it.
      if (code === 'EAGAIN') rest();
      // Nobody reads any more: the runner is gone, and a program must not outlive it.
      else if (code === 'EPIPE' || code === 'ECONNRESET') process.kill(process.pid, 'SIGKILL');
      else return length;
    }
  }
}

const REST_MS = 1;
let clock: Int32Array | undefined;

function rest(): void {
  clock ??= new Int32Array(new SharedArrayBuffer(4));
  Atomics.wait(clock, 0, 0, REST_MS);
}
