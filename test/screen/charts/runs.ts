// Small runs for the tests of the charts.
import type { ChartOptions } from '../../../src/screen/charts/options.ts';
import { createStyle } from '../../../src/screen/style.ts';
import type { Kind, TraceEvent } from '../../../src/stage/trace/trace.ts';

/** The connection of all events here. */
export const PORT = 51324;

/** How the charts of these tests are drawn by default. */
export const plain: ChartOptions = {
  width: 60,
  style: createStyle({ colour: false, links: false }),
  language: 'en',
  form: 'picture',
};

/** An event of the connection at a time in ms. */
export function at(
  ms: number,
  actor: string,
  kind: Kind,
  rest: Partial<TraceEvent> = {},
): TraceEvent {
  return { at: ms, actor, kind, connection: PORT, ...rest };
}

/** The two ends of the connection. */
export const made: readonly TraceEvent[] = [
  at(1, 'client', 'connect', { remote: '127.0.0.1:6969' }),
  at(1.2, 'server', 'connection', { remote: `127.0.0.1:${PORT}` }),
];

/** A chunk that arrived. */
export function arrive(actor: string, chunk: Buffer | string, connection = PORT): TraceEvent {
  const bytes = Buffer.from(chunk);
  const hex = bytes.subarray(0, 48).toString('hex');
  return at(2, actor, 'data', { bytes: bytes.length, hex, connection });
}

/** A run in which the server gets these chunks. */
export function receive(...chunks: (Buffer | string)[]): TraceEvent[] {
  return [...made, ...chunks.map((chunk) => arrive('server', chunk))];
}

/** A frame: a 32-bit length and its body. */
export function frame(body: Buffer | string): Buffer {
  const bytes = Buffer.from(body);
  const header = Buffer.alloc(4);
  header.writeUInt32BE(bytes.length);
  return Buffer.concat([header, bytes]);
}

/** `bytes` cut before these places. */
export function cut(bytes: Buffer | string, ...places: number[]): Buffer[] {
  const all = Buffer.from(bytes);
  return [0, ...places].map((from, index) => all.subarray(from, places[index] ?? all.length));
}
