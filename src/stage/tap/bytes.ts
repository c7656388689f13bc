// Describes bytes for a report: how many, and the first of them.
import type net from 'node:net';
import { nameConnection } from './connections.ts';
import type { Report } from './report.ts';

/** What a stream takes as a chunk, or hands over as one. */
export type Chunk = string | NodeJS.ArrayBufferView;

// No encoding needs more characters for the bytes that are reported (`hex` needs two for a byte).
const PREVIEW_CHARACTERS = 128;

/** A report on a chunk of the socket's; `encoding` is that of a text, by default UTF-8. */
export function describeBytes(
  kind: 'write' | 'unsent' | 'data' | 'arrived',
  self: net.Socket,
  chunk: Chunk,
  encoding: unknown,
): Report {
  const code = readEncoding(encoding);
  const first =
    typeof chunk === 'string'
      ? Buffer.from(chunk.slice(0, PREVIEW_CHARACTERS), code)
      : new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return { kind, bytes: countBytes(chunk, encoding), first, ...nameConnection(self) };
}

/** How many bytes a chunk has. */
export function countBytes(chunk: Chunk, encoding: unknown): number {
  if (typeof chunk !== 'string') return chunk.byteLength;
  return Buffer.byteLength(chunk, readEncoding(encoding));
}

function readEncoding(encoding: unknown): BufferEncoding {
  return (typeof encoding === 'string' ? encoding : 'utf8') as BufferEncoding;
}
