// A ruler along the bytes that arrived: the characters they make up, and where the cuts between chunks fell.
import type { TraceEvent } from '../../stage/trace/trace.ts';
import { chartMessages } from '../../text/messages/charts.ts';
import { wrapText } from '../../text/wrap.ts';
import { formatByte, readHex } from '../hexdump.ts';
import {
  type ArrivedChunk,
  collectArrivals,
  countBytes,
  nameEnd,
  type Reception,
} from './arrivals.ts';
import { findCuts, findTorn, isUnknown, type Layout, layOut } from './byte-layout.ts';
import { type ChartOptions, renderEach } from './options.ts';
import { type RulerCell, renderRuler } from './ruler.ts';

/** So many connections are drawn. */
const CONNECTIONS = 4;
/** So many rows each. */
const ROWS = 12;
/** What the chart tells, for programs: each chunk's first bytes, and after how many bytes a character was cut. */
export function measureBytes(events: readonly TraceEvent[]): object {
  return {
    connections: collectArrivals(events).map((arrival) => {
      const { cells, spans } = layOut(arrival);
      return {
        actor: arrival.actor,
        connection: arrival.connection,
        bytes: countBytes(arrival),
        chunks: arrival.chunks,
        cutsInsideCharacters: findCuts(cells)
          .filter((index) => findTorn(spans, index))
          .map((index) => cells[index]?.offset),
      };
    }),
  };
}

/** Draws a ruler for each end of a connection where bytes arrived. */
export function renderBytes(events: readonly TraceEvent[], options: ChartOptions): string[] {
  const { width, language } = options;
  const say = chartMessages[language];
  const arrivals = collectArrivals(events);
  if (arrivals.length === 0) return wrapText(say.bytes.nothing, width);
  return renderEach(arrivals, CONNECTIONS, options, (each) => renderArrival(each, options));
}

function renderArrival(arrival: Reception, options: ChartOptions): string[] {
  const { width, style, language, form } = options;
  const say = chartMessages[language];
  const layout = layOut(arrival);
  const title = say.chunks.one(nameEnd(arrival), countBytes(arrival), arrival.chunks.length);
  const body =
    form === 'words' ? tellChunks(arrival, layout, options) : drawChunks(arrival, layout, options);
  return [
    ...wrapText(style.bold(title), width),
    ...body,
    ...wrapText(summarize(layout, arrival, options), width),
    ...(form === 'picture' && arrival.chunks.length > 1
      ? wrapText(style.dim(say.bytes.legend), width)
      : []),
  ];
}

function drawChunks(arrival: Reception, layout: Layout, options: ChartOptions): string[] {
  const { width, style, language } = options;
  const say = chartMessages[language];
  const { cells, spans } = layOut(arrival, say.bytes.more);
  const ruler = renderRuler(cells, spans, { width, rows: ROWS, style });
  const left = leftOut(arrival.chunks, layout.cells[ruler.shown - 1]);
  if (left === null) return ruler.lines;
  const rest =
    left.chunks > 0 ? say.moreChunks(left.chunks, left.bytes) : say.bytes.more(left.bytes);
  return [...ruler.lines, ...wrapText(rest, width)];
}

/** How much comes behind the cell that is shown last. */
function leftOut(chunks: readonly ArrivedChunk[], last: RulerCell | undefined) {
  if (!last) return null;
  const total = chunks.reduce((sum, { bytes }) => sum + bytes, 0);
  const shown = last.byte === null ? chunks.slice(0, last.chunk) : null;
  const end = shown ? shown.reduce((sum, { bytes }) => sum + bytes, 0) : last.offset + 1;
  const left = chunks.length - last.chunk;
  return end < total ? { chunks: left, bytes: total - end } : null;
}

/** So many chunks are told of in words. */
const TOLD = 24;

function tellChunks(
  { chunks }: Reception,
  { cells, spans }: Layout,
  { width, language }: ChartOptions,
): string[] {
  const say = chartMessages[language];
  const lines = chunks.slice(0, TOLD).flatMap(({ bytes, hex }, index) => {
    const chunk = index + 1;
    const digits = readHex(hex).map(formatByte).join(' ');
    const rest = bytes - hex.length / 2;
    const text = spans
      .filter(({ from, to }) => cells[from]?.chunk === chunk && cells[to]?.chunk === chunk)
      .map(({ texts }) => texts[0])
      .join('');
    const next = cells.findIndex((cell) => cell.chunk === chunk + 1);
    const torn = next < 0 ? undefined : findTorn(spans, next);
    const parts = [
      say.bytes.chunk(chunk, bytes, digits + (rest > 0 ? ` ${say.bytes.more(rest)}` : '')),
      ...(text === '' ? [] : [say.bytes.text(text)]),
      ...(torn ? [say.bytes.endsInside(torn.texts[0] ?? '')] : []),
    ];
    return wrapText(parts.join(language === 'zh' ? '；' : '; '), width);
  });
  const rest = chunks.slice(TOLD);
  if (rest.length === 0) return lines;
  return [...lines, ...wrapText(say.moreChunks(rest.length, countBytes({ chunks: rest })), width)];
}

function summarize({ cells, spans }: Layout, arrival: Reception, { language }: ChartOptions) {
  const say = chartMessages[language].bytes;
  // Behind bytes that are not known nobody can tell what a cut falls into.
  const cuts = findCuts(cells).filter((index) => !isUnknown(cells[index - 1]));
  const torn = cuts.flatMap((index) => findTorn(spans, index) ?? []);
  const isKnown = arrival.chunks.every(({ bytes, hex }) => bytes === hex.length / 2);
  const names = [...new Set(torn.flatMap(({ texts }) => texts))].slice(0, 8);
  const isWhole = arrival.chunks.length === 1;
  if (!isWhole && cuts.length === 0) return say.unknown;
  const sentence =
    cuts.length === 0
      ? say.oneChunk
      : torn.length === 0
        ? say.noneTorn(cuts.length)
        : say.torn(torn.length, cuts.length, names);
  const between = language === 'zh' ? '' : ' ';
  return isKnown ? sentence : `${sentence}${between}${say.unknown}`;
}
