// What the proxy between clients and server did, as text and as a row across both columns.
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { Language } from '../text/language.ts';
import { traceMessages } from '../text/messages/trace.ts';
import { measureWidth, padEnd } from '../text/width.ts';
import { wrapText } from '../text/wrap.ts';

/** What it did, in words: `18 pieces of 1 byte`. */
export function describeProxy(event: TraceEvent, language: Language): string {
  const say = traceMessages[language].proxy;
  const { kind, bytes = 0, pieces = 1, chunks = 1 } = event;
  switch (kind) {
    case 'listening':
      return say.listening(event.local ?? '', event.text ?? '');
    case 'connection':
      return event.through === undefined
        ? say.ignored(event.connection ?? 0)
        : say.connection(event.connection ?? 0, event.through);
    case 'write':
      if (pieces === 0) return say.swallowed(bytes);
      if (pieces > 1) return say.pieces(bytes, pieces);
      return chunks > 1 ? say.joined(bytes, chunks) : say.whole(bytes);
    case 'pause':
      return say.frozen(bytes);
    case 'reset':
      return event.to ? say.reset : say.resetBoth(bytes);
    case 'close':
      return say.close(bytes);
    case 'error':
      return say.error(event.message ?? String(event.code ?? ''));
    default:
      return kind;
  }
}

/** What a box across the bar needs. */
export interface Across {
  /** The columns of both columns and what is between them. */
  columns: number;
  /** Where the bar is, from 0. */
  bar: number;
  language: Language;
  /** Whether the server is on the right. */
  isMirrored: boolean;
  /** The connection's name where it is needed, else empty. */
  connection: string;
}

/** The two arms of a box: what is on its left, and on its right; all of `ARM` columns. */
type Arms = readonly [left: string, right: string];

const ARM = 3;
const NONE: Arms = ['   ', '   '];
const SENT = { server: ['◀──', '── '], client: [' ──', '──▶'], both: NONE } as const;
const ARMS: Readonly<Record<string, Readonly<Record<'server' | 'client' | 'both', Arms>>>> = {
  write: SENT,
  end: SENT,
  swallow: { server: ['   ', '── '], client: [' ──', '   '], both: NONE },
  connection: { server: ['◁╌╌', '╌╌ '], client: NONE, both: ['◁╌╌', '╌╌ '] },
  reset: { server: ['╳──', '── '], client: [' ──', '──╳'], both: ['╳──', '──╳'] },
};

/**
 * The lines of an event: a box on the bar, with an arrow to the side that receives:
 * `◀──┤ proxy: 18 pieces of 1 byte ├──`.
 */
export function drawAcross(event: TraceEvent, across: Across): string[] {
  const { columns, bar, language, connection, isMirrored } = across;
  const name = traceMessages[language].proxy.name;
  const words = [`${name}${describeProxy(event, language)}`, connection].filter(Boolean).join(' ');
  const lines = wrapText(words, Math.max(1, columns - 2 * ARM - 4));
  const inside = Math.max(...lines.map(measureWidth));
  const width = inside + 2 * ARM + 4;
  const start = Math.max(0, Math.min(bar - Math.floor(width / 2), columns - width));
  const arms = findArms(event);
  const [left, right] = isMirrored ? mirror(arms) : arms;
  return lines.map((line, index) => {
    const text = padEnd(line, inside);
    const box = index === 0 ? `${left}┤ ${text} ├${right}` : `${NONE[0]}│ ${text} │`;
    return `${' '.repeat(start)}${box}`.trimEnd();
  });
}

function findArms({ kind, to, pieces, through }: TraceEvent): Arms {
  if (kind === 'connection' && through === undefined) return NONE;
  const arms = ARMS[kind === 'write' && pieces === 0 ? 'swallow' : kind];
  return arms?.[to ?? 'both'] ?? NONE;
}

const MIRRORED: Readonly<Record<string, string>> = { '◀': '▶', '▶': '◀', '◁': '▷', '▷': '◁' };

function mirror([left, right]: Arms): Arms {
  const turn = (arm: string) => [...arm].reverse().map((sign) => MIRRORED[sign] ?? sign);
  return [turn(right).join(''), turn(left).join('')];
}
