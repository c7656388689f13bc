// Stamps the program's own lines inside the program: on arrival through a pipe their order is chance.
import type { Writable } from 'node:stream';
import { createMarkWriter, type MarkWriter } from './mark-writer.ts';
import { wrapMethod } from './wrap.ts';
import { writeWhole } from './write.ts';

type Done = (error?: Error | null) => void;
type OutputChunk = string | Buffer;
interface Pending {
  chunk: OutputChunk;
  encoding: BufferEncoding;
}

const STDERR_FD = 2;

/**
 * Makes `process.stdout` and `process.stderr` synchronous, and marks what they write with the time. Through
 * a pipe Node's standard streams are asynchronous and lose what is unwritten at exit (Node's documentation,
 * "A note on process I/O"); in a terminal they are not. The streams themselves stay, so that a program can't
 * tell. `token` is how the runner recognizes the marks.
 */
export function tapOutput(token: string): void {
  const mark = createMarkWriter(token);
  tapStream(process.stdout, mark);
  tapStream(process.stderr, mark);
  // Node prints an uncaught error by itself, straight to the descriptor, after this event.
  wrapMethod(process, 'emit', (_self, [event]) => {
    if (event === 'uncaughtExceptionMonitor') mark(STDERR_FD, 'u', '');
  });
}

function tapStream(stream: Writable & { fd: number }, mark: MarkWriter): void {
  const { fd } = stream;
  (stream as { _handle?: { setBlocking?(on: boolean): void } })._handle?.setBlocking?.(true);
  const isTorn = createTornTest();

  const send = (chunk: OutputChunk, encoding: BufferEncoding) => {
    if (chunk.length === 0) return;
    const isText = typeof chunk === 'string' && (encoding === 'utf8' || encoding === 'utf-8');
    const data = isText ? (chunk as string) : toBuffer(chunk, encoding);
    // A mark inside a character would tear it apart.
    if (isTorn(data)) writeWhole(fd, toBuffer(data, 'utf8'));
    else if (isLine(data)) mark(fd, 'l', data);
    else mark(fd, 'm', data);
  };
  const attempt = (chunk: OutputChunk, encoding: BufferEncoding): Error | null => {
    try {
      send(chunk, encoding);
      return null;
    } catch (error) {
      return describeError(error as NodeJS.ErrnoException);
    }
  };
  define(stream, '_write', (chunk: OutputChunk, encoding: BufferEncoding, done: Done) =>
    done(attempt(chunk, encoding)),
  );
  define(stream, '_writev', (chunks: Pending[], done: Done) => {
    let failure: Error | null = null;
    for (const { chunk, encoding } of chunks) failure ??= attempt(chunk, encoding);
    done(failure);
  });
}

/** The error as the stream itself would report it. */
function describeError({ code, errno, syscall }: NodeJS.ErrnoException): Error {
  return Object.assign(new Error(`${syscall} ${code}`), { errno, code, syscall });
}

function toBuffer(chunk: OutputChunk, encoding: BufferEncoding): Buffer {
  return typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
}

function isLine(data: OutputChunk): boolean {
  return data.indexOf('\n') === data.length - 1;
}

/** Whether a piece begins or ends within a character of UTF-8. */
function createTornTest(): (data: OutputChunk) => boolean {
  let missing = 0;
  return (data) => {
    const before = missing;
    missing = typeof data === 'string' ? 0 : countMissing(data, before);
    return before > 0 || missing > 0;
  };
}

/** How many bytes of a character are missing at the end of `bytes`, at whose beginning `before` were missing. */
function countMissing(bytes: Buffer, before: number): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return Math.max(0, (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) - back);
  }
  return Math.max(0, before - bytes.length);
}

function define(stream: Writable, name: '_write' | '_writev', value: unknown): void {
  Object.defineProperty(stream, name, { value, writable: true, configurable: true });
}
