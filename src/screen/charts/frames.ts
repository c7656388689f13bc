// The frames in a stream of bytes, drawn along the chunks in which they came.
import type { TraceEvent } from '../../stage/trace/trace.ts';
import { chartMessages } from '../../text/messages/charts.ts';
import { wrapText } from '../../text/wrap.ts';
import { collectArrivals, countBytes, nameEnd, type Reception } from './arrivals.ts';
import { formatSize } from './axis.ts';
import { layBytes } from './byte-layout.ts';
import { HEADER_BYTES, type LengthFrame, readFrames } from './frame-reader.ts';
import { type ChartOptions, renderEach } from './options.ts';
import { type ByteSpan, type RulerCell, renderRuler } from './ruler.ts';

/** How many connections are drawn. */
const CONNECTIONS = 4;
/** How many rows each has. */
const ROWS = 10;
/** How many frames are drawn or listed. */
const FRAMES = 24;
/** A longer piece of a body is cut to its beginning, in bytes. */
const PIECE = 10;
const BEGINNING = 6;

/** What the chart shows, for programs. */
export function measureFrames(events: readonly TraceEvent[]): object {
  return {
    connections: collectArrivals(events).map(({ actor, connection, chunks }) => ({
      actor,
      connection,
      chunks: chunks.map(({ bytes }) => bytes),
      frames: readFrames(chunks),
    })),
  };
}

/** Draws the frames of each end of a connection where bytes arrived. */
export function renderFrames(events: readonly TraceEvent[], options: ChartOptions): string[] {
  const { width, language } = options;
  const say = chartMessages[language];
  const arrivals = collectArrivals(events);
  if (arrivals.length === 0) return wrapText(say.frames.nothing, width);
  return renderEach(arrivals, CONNECTIONS, options, (each) => renderArrival(each, options));
}

function renderArrival(arrival: Reception, options: ChartOptions): string[] {
  const { width, style, language, form } = options;
  const say = chartMessages[language].frames;
  const all = readFrames(arrival.chunks);
  const frames = all.slice(0, FRAMES);
  const read = all.filter(({ state }) => state === 'whole').length;
  const title = say.title(nameEnd(arrival), read, countBytes(arrival), arrival.chunks.length);
  const drawn =
    form === 'words'
      ? []
      : renderRuler(...layOut(arrival, frames, options), { width, rows: ROWS, style }).lines;
  const told = [
    ...frames.map((frame, index) => describeFrame(frame, index + 1, options)),
    ...(all.length > FRAMES ? [say.moreFrames(all.length - FRAMES)] : []),
    ...describeCrowds(all, options),
  ];
  return [
    ...wrapText(style.bold(title), width),
    ...drawn,
    ...told.flatMap((line) => wrapText(line, width)),
  ];
}

/** Cells for the headers and for the beginning of each piece of a body, with the frames below them. */
function layOut(
  { chunks }: Reception,
  frames: readonly LengthFrame[],
  { language }: ChartOptions,
): [RulerCell[], ByteSpan[]] {
  const say = chartMessages[language];
  const cells: RulerCell[] = [];
  const spans: ByteSpan[] = [];
  // Of a long piece the beginning, and how many bytes follow.
  const shorten = (bytes: number) => (bytes > PIECE ? BEGINNING : bytes);
  const lay = (from: number, bytes: number, keep?: typeof shorten) => {
    cells.push(...layBytes(chunks, from, from + bytes, say.bytes.more, keep));
  };

  for (const [index, frame] of frames.entries()) {
    const { offset, header, length, body, state } = frame;
    if (state === 'unreadable') {
      lay(offset, countBytes({ chunks }), shorten);
      break;
    }
    const isBad = state !== 'whole';
    const from = cells.length;
    lay(offset, header);
    const texts = nameHeader(index + 1, length);
    spans.push({ from, to: cells.length - 1, kind: 'header', texts, isBad });
    if (body === 0) continue;
    const start = cells.length;
    lay(offset + header, body, shorten);
    spans.push({
      from: start,
      to: cells.length - 1,
      kind: 'body',
      texts: [say.frames.body],
      isBad,
    });
  }
  return [cells, spans];
}

/** A frame's number and length, in versions for fewer and fewer columns. */
function nameHeader(frame: number, length: number | null): string[] {
  const number = `#${frame}`;
  if (length === null) return [number];
  const size = length < 10_000 ? String(length) : formatSize(length).replace(' ', '');
  return [`${number}: ${size}`, `${number}:${size}`, size, number];
}

function describeFrame(frame: LengthFrame, number: number, { language }: ChartOptions): string {
  const say = chartMessages[language].frames;
  const { offset, header, length, body, headerChunks, bodyChunks, state } = frame;
  if (state === 'unreadable') return say.unreadable(number, offset);
  if (length === null) return say.shortHeader(number, header);
  if (state === 'impossible') return say.impossible(number, length, body);
  const parts: string[] = [];
  if (headerChunks.length > 1) parts.push(say.headerCut(headerChunks));
  if (bodyChunks.length > 1) parts.push(say.bodyCut(bodyChunks));
  const [lastOfHeader, firstOfBody] = [headerChunks.at(-1), bodyChunks[0]];
  if (lastOfHeader !== undefined && firstOfBody !== undefined && firstOfBody > lastOfHeader) {
    parts.push(say.between(lastOfHeader, firstOfBody));
  }
  if (state === 'unfinished') parts.push(say.unfinished(body, length));
  if (parts.length > 0) return say.cut(number, length, parts);
  return say.whole(number, length, headerChunks);
}

/** The chunks that hold several whole frames. */
function describeCrowds(frames: readonly LengthFrame[], { language }: ChartOptions): string[] {
  const counts = new Map<number, number>();
  for (const { header, headerChunks, bodyChunks, state } of frames) {
    const chunks = new Set([...headerChunks, ...bodyChunks]);
    const [chunk] = chunks;
    if (state !== 'whole' || header < HEADER_BYTES || chunks.size !== 1 || !chunk) continue;
    counts.set(chunk, (counts.get(chunk) ?? 0) + 1);
  }
  const say = chartMessages[language].frames;
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([chunk, count]) => say.several(chunk, count));
}
