// Writes marks before pieces of output, as fast as possible: there is one for every line.
import { type MarkKind, NUL, STACK_LIMIT } from '../trace/record.ts';
import { writeWhole } from './report.ts';
import { readStackLimit } from './wrap.ts';

/** Writes marked output. */
export interface MarkWriter {
  /** Writes `data` to the descriptor with a mark of its kind before it, and behind it where it is of kind `m`. */
  write(fd: number, kind: MarkKind, data: string | Buffer): void;
}

const hrtime = process.hrtime;
const NANOSECOND_DIGITS = 9;
const ZERO = 48;
// What is longer than this is written without being copied into the buffer.
const BUFFER_BYTES = 16_384;
// The most bytes that a character of a string makes in UTF-8.
const CHARACTER_BYTES = 3;

/** Opens a writer of marks; `token` is how the runner recognizes them. */
export function createMarkWriter(token: string): MarkWriter {
  // Formatting, joining and encoding a number takes longer than the system call.
  const buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  const kindAt = buffer.write(NUL + token, 0, 'latin1');
  let seconds = -1;
  let secondsEnd = 0;

  /** Puts a mark into the buffer, and returns its length. */
  function mark(kind: MarkKind): number {
    const [now, nanoseconds] = hrtime();
    if (now !== seconds) {
      seconds = now;
      secondsEnd = kindAt + 1 + buffer.write(`${now}.`, kindAt + 1, 'latin1');
    }
    buffer[kindAt] = kind.charCodeAt(0);
    let rest = nanoseconds;
    for (let index = secondsEnd + NANOSECOND_DIGITS - 1; index >= secondsEnd; index -= 1) {
      const tens = Math.floor(rest / 10);
      buffer[index] = ZERO + rest - tens * 10;
      rest = tens;
    }
    const end = secondsEnd + NANOSECOND_DIGITS;
    const limit = readStackLimit();
    return end + buffer.write(limit === STACK_LIMIT ? NUL : `:${limit}${NUL}`, end, 'latin1');
  }

  return {
    write(fd, kind, data) {
      const head = mark(kind);
      if (kind === 'l' && typeof data === 'string' && isShort(data)) {
        writeWhole(fd, buffer, head + buffer.write(data, head));
        return;
      }
      const pieces = [Buffer.from(buffer.subarray(0, head)), toBuffer(data)];
      if (kind === 'm') pieces.push(buffer.subarray(0, mark('e')));
      writeWhole(fd, Buffer.concat(pieces));
    },
  };
}

function toBuffer(data: string | Buffer): Buffer {
  return typeof data === 'string' ? Buffer.from(data) : data;
}

function isShort(data: string): boolean {
  return data.length * CHARACTER_BYTES < BUFFER_BYTES / 2;
}
