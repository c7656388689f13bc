// Writes marks before pieces of output, as fast as possible: there is one for every line.
import { MARK_DIGITS, type MarkKind, NUL } from '../trace/record.ts';
import { writeWhole } from './write.ts';

/** Writes `data` to the descriptor with a mark of its kind before it, and behind it where it is of kind `m`. */
export type MarkWriter = (fd: number, kind: MarkKind, data: string | Buffer) => void;

const hrtime = process.hrtime;
const SECOND_DIGITS = 10;
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
  const head = kindAt + 1 + MARK_DIGITS + buffer.write(NUL, kindAt + 1 + MARK_DIGITS, 'latin1');
  let seconds = -1;

  /** Puts a mark into the buffer. */
  function mark(kind: MarkKind): void {
    const [now, nanoseconds] = hrtime();
    if (now !== seconds) {
      seconds = now;
      buffer.write(String(now).padStart(SECOND_DIGITS, '0'), kindAt + 1, 'latin1');
    }
    buffer[kindAt] = kind.charCodeAt(0);
    let rest = nanoseconds;
    for (let index = kindAt + MARK_DIGITS; index > kindAt + SECOND_DIGITS; index -= 1) {
      const tens = Math.floor(rest / 10);
      buffer[index] = ZERO + rest - tens * 10;
      rest = tens;
    }
  }

  return (fd, kind, data) => {
    mark(kind);
    if (kind === 'l' && typeof data === 'string' && isShort(data)) {
      writeWhole(fd, buffer, head + buffer.write(data, head));
      return;
    }
    const begin = Buffer.from(buffer.subarray(0, head));
    if (kind === 'm') mark('e');
    const end = buffer.subarray(0, kind === 'm' ? head : 0);
    writeWhole(fd, Buffer.concat([begin, Buffer.from(data as string), end]));
  };
}

function isShort(data: string): boolean {
  return data.length * CHARACTER_BYTES < BUFFER_BYTES / 2;
}
