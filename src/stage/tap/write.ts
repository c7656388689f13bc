// Writes what the tap has to say, synchronously, so that it survives a crash and `process.exit()`.
import { writeSync } from 'node:fs';
import { REPORT_FD } from '../trace/record.ts';

/** Text that is not written yet. */
let pending = '';
/** How many texts came in this tick. */
let sent = 0;
/** Whether the process is about to end. */
let isEnding = false;

/** How many texts of a tick are written at once, each by itself; in a flood, writing takes the most time. */
const BURST = 32;
/** How much of those that follow may wait, in characters. */
const PENDING_MOST = 2 ** 15;
/** Whether another thread writes to the same descriptor, and may have left a report open. */
let isShared = false;
/** What closes a report. */
export const CLOSING = '}\n';
// The program may replace it.
const { nextTick } = process;

/**
 * Writes text at once, but in a flood many of one tick together. As long as some wait, one report that the runner has
 * begun to read stays open, so that it passes on nothing that came after it.
 */
export function send(text: string): void {
  if (isShared) {
    writeText(`\n${text}`);
    return;
  }
  pending += text;
  if (sent === 0 && !isEnding) nextTick(endTick);
  sent += 1;
  if (sent < BURST || isEnding) flush();
  else if (sent === BURST || pending.length > PENDING_MOST) {
    const isClosed = pending.endsWith(CLOSING);
    writeText(isClosed ? pending.slice(0, -CLOSING.length) : pending);
    pending = isClosed ? CLOSING : '';
  }
}

/** From now on every text is written at once, on a line of its own: that of a worker thread, beside its program. */
export function shareDescriptor(): void {
  isShared = true;
}

/** Whether a report must not be left open. */
export function isWhole(): boolean {
  return isShared;
}

function endTick(): void {
  sent = 0;
  flush();
}

/** Writes what waits. */
export function flush(): void {
  if (pending === '') return;
  const text = pending;
  pending = '';
  writeText(text);
}

/** Writes what waits, and from now on each text at once: the process is about to end. */
export function endSending(): void {
  isEnding = true;
  flush();
}

function writeText(text: string): void {
  try {
    writeWhole(REPORT_FD, Buffer.from(text));
  } catch {
    // A report may get lost, but the program must not be disturbed.
  }
}

/**
 * Writes the first `length` bytes (all by default) to a descriptor before it returns. Throws where the program has
 * ended what it writes to; if that is because the runner is gone, kills the program. On a descriptor that the program
 * has closed nothing is written, and nothing is thrown: in a terminal Node's streams have another one.
 */
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
      else if (code === 'EPIPE' || code === 'ECONNRESET') {
        endWithRunner(fd);
        throw error;
      } else return length;
    }
  }
}

/** Kills the program if the runner, which reads its reports, is gone: it must not outlive the runner. */
function endWithRunner(fd: number): void {
  if (fd === REPORT_FD) process.kill(process.pid, 'SIGKILL');
  // The program may have ended its output itself. An empty line says nothing, but writing it fails without a reader.
  writeText('\n');
}

const REST_MS = 1;
let clock: Int32Array | undefined;

function rest(): void {
  clock ??= new Int32Array(new SharedArrayBuffer(4));
  Atomics.wait(clock, 0, 0, REST_MS);
}
