// Reads frames, a 32-bit big-endian length and that many bytes, out of the chunks in which they came.
import { readHex } from '../hexdump.ts';
import type { ArrivedChunk } from './arrivals.ts';

/** A frame, or what came of it. */
export interface LengthFrame {
  /** Where its header begins, in bytes. */
  offset: number;
  /** How many bytes of its header came: 4, fewer at the end. */
  header: number;
  /** The length in the header; null where it is not known. */
  length: number | null;
  /** How many bytes of its body came. */
  body: number;
  /** The chunks, from 1, that its header and its body lie in. */
  headerChunks: number[];
  bodyChunks: number[];
  state: 'whole' | 'unfinished' | 'impossible' | 'unreadable';
}

/** The bytes of a header. */
export const HEADER_BYTES = 4;
/** A larger length whose bytes never came is taken for an error, in bytes. */
const BELIEVABLE = 2 ** 20;

/**
 * Reads the frames. It stops at a header whose bytes are not known (only the first 48 of a chunk are), and
 * after an impossible length.
 */
export function readFrames(chunks: readonly ArrivedChunk[]): LengthFrame[] {
  const stream = openStream(chunks);
  const frames: LengthFrame[] = [];
  for (let offset = 0; offset < stream.total; ) {
    const frame = readFrame(stream, offset);
    frames.push(frame);
    if (frame.state === 'impossible' || frame.state === 'unreadable') break;
    offset += frame.header + frame.body;
  }
  return frames;
}

interface Stream {
  total: number;
  /** The byte at an offset, or null where it is not known. */
  at(offset: number): number | null;
  /** The chunks that bytes lie in, from 1. */
  chunksOf(offset: number, bytes: number): number[];
}

function openStream(chunks: readonly ArrivedChunk[]): Stream {
  const parts: { from: number; to: number; known: number[] }[] = [];
  let total = 0;
  for (const { bytes, hex } of chunks) {
    parts.push({ from: total, to: total + bytes, known: readHex(hex) });
    total += bytes;
  }
  const find = (offset: number) => parts.find(({ from, to }) => from <= offset && offset < to);
  return {
    total,
    at(offset) {
      const part = find(offset);
      return part?.known[offset - part.from] ?? null;
    },
    chunksOf(offset, bytes) {
      return parts.flatMap(({ from, to }, index) =>
        bytes > 0 && from < offset + bytes && offset < to ? [index + 1] : [],
      );
    },
  };
}

function readFrame(stream: Stream, offset: number): LengthFrame {
  const header = Math.min(HEADER_BYTES, stream.total - offset);
  const headerChunks = stream.chunksOf(offset, header);
  const bytes = Array.from({ length: header }, (_, index) => stream.at(offset + index));
  const frame = { offset, header, length: null, body: 0, headerChunks, bodyChunks: [] };
  if (bytes.includes(null)) return { ...frame, state: 'unreadable' };
  if (header < HEADER_BYTES) return { ...frame, state: 'unfinished' };
  const length = bytes.reduce((sum: number, byte) => sum * 256 + (byte ?? 0), 0);
  const start = offset + header;
  const body = Math.min(length, stream.total - start);
  return {
    ...frame,
    length,
    body,
    bodyChunks: stream.chunksOf(start, body),
    state: body === length ? 'whole' : length > BELIEVABLE ? 'impossible' : 'unfinished',
  };
}
