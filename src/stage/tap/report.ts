// Reports written synchronously, so that they survive a crash and `process.exit()`.
import { writeSync } from 'node:fs';
import { readClock } from '../clock.ts';
import { REPORT_FD, type TapRecord } from '../record.ts';

const encode = JSON.stringify;

/** Sends one report, stamped now unless `t` says when (microseconds on the machine's clock). */
export function report(record: Omit<TapRecord, 't'> & { t?: number }): void {
  const t = record.t ?? readClock();
  writeWhole(`${encode({ ...record, t })}\n`);
}

/** Sends an answer that is no event. */
export function reportAnswer(answer: object): void {
  writeWhole(`${encode(answer)}\n`);
}

function writeWhole(line: string): void {
  let bytes = Buffer.from(line);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(REPORT_FD, bytes));
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      // Nobody reads any more: the runner is gone, and a program must not outlive it.
      if (code === 'EPIPE' || code === 'ECONNRESET') process.kill(process.pid, 'SIGKILL');
      if (code !== 'EAGAIN') return;
    }
  }
}
