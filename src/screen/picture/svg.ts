// A sequence as SVG: readable in light and dark, its text selectable, nothing fetched and no script.
import type { Kind } from '../../stage/trace/trace.ts';
import { measureWidth, truncate } from '../../text/width.ts';
import { escapeXml } from '../xml.ts';
import {
  anchorOf,
  CLOCK_COLUMNS,
  COLUMN,
  FONT,
  HEAD,
  type Layout,
  LINE,
  layOut,
  MARGIN,
  ROW_GAP,
  roomOf,
} from './layout.ts';
import { type Sequence, type SequenceArrow, type SequenceRow, tellSequence } from './sequence.ts';

/** The picture of a sequence: a whole SVG document, in UTF-8. */
export function renderSvg(sequence: Sequence, title: string): string {
  const head = [
    `<title id="title">${escapeXml(title)}</title>`,
    `<desc id="desc">${escapeXml(tellSequence(sequence).join('\n'))}</desc>`,
    `<style>${STYLE}</style>`,
  ];
  const names = 'xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title desc"';
  return drawAll(sequence, names, head, true);
}

/**
 * The picture as a part of a page that tells the same in words beside it, and styles it: the classes are those of the
 * document. `title` is its name for those who can't see it.
 */
export function renderInlineSvg(sequence: Sequence, title: string): string {
  return drawAll(
    sequence,
    `class="sequence" role="img" aria-label="${escapeXml(title)}"`,
    [],
    false,
  );
}

function drawAll(sequence: Sequence, names: string, head: string[], isWhole: boolean): string {
  const layout = layOut(sequence);
  const { width, height, lifelines } = layout;
  const parts = [
    `<svg ${names} viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    ...head,
    ...(isWhole ? [DEFINITIONS] : []),
    '<rect class="paper" width="100%" height="100%"/>',
    ...lifelines.map((x, index) =>
      drawLifeline(x, height, sequence.lifelines[index] ?? '', index, layout),
    ),
    ...sequence.arrows.map((arrow) => drawArrow(arrow, layout)),
    ...sequence.rows.map((row, index) => drawRow(row, index, layout, isWhole)),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

const STYLE = [
  'svg{max-width:100%;height:auto;color:#1f2328;--paper:#fff;--soft:#59636e;--bytes:#0969da;--bad:#cf222e}',
  '@media(prefers-color-scheme:dark){svg{color:#e6edf3;--paper:#0d1117;--soft:#9198a1;--bytes:#4493f8;--bad:#ff7b72}}',
  `text{font:${FONT}px ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono CJK SC",monospace;fill:currentColor;stroke:var(--paper);stroke-width:4px;paint-order:stroke;white-space:pre}`,
  '.paper{fill:var(--paper)}',
  '.life{stroke:var(--soft);stroke-width:1.5}',
  '.name{font-weight:600}',
  '.soft{fill:var(--soft)}',
  '.bad{fill:var(--bad)}',
  '.arrow{fill:none;stroke:var(--bytes);stroke-width:1.5}',
  '.connect{stroke:var(--soft);stroke-dasharray:5 4}',
  '.end{stroke:var(--soft);stroke-dasharray:1 3}',
  '.lost{stroke:var(--bad);stroke-dasharray:5 4}',
  '.mark{fill:var(--soft);stroke:none}',
  '.cross{fill:none;stroke:var(--bad);stroke-width:2}',
].join('');

/** How far a mark lies above the baseline of its text. */
const MARK_RISE = Math.round(FONT / 3);

/** The head of an arrow; a page has it once for all of its pictures. */
export const DEFINITIONS =
  '<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8Z" fill="context-stroke"/></marker></defs>';

function drawLifeline(x: number, height: number, name: string, index: number, layout: Layout) {
  const anchor = anchorOf(index, layout);
  const room = roomOf(index, layout);
  const text = textAt(x + anchor.shift, MARGIN + FONT, truncate(name, room), 'name', anchor.anchor);
  const title = `<title>${escapeXml(name)}</title>`;
  return `<g>${title}${text}<line class="life" x1="${x}" y1="${HEAD - 8}" x2="${x}" y2="${height - MARGIN}"/></g>`;
}

function drawRow(row: SequenceRow, index: number, layout: Layout, isWhole: boolean): string {
  const { y, textY, lines } = layout.rows[index] ?? { y: 0, textY: 0, lines: [] };
  const { lifeline, time, text, kind } = row;
  if (lifeline === null || kind === null) {
    const middle = lines.map((line, count) =>
      textAt(layout.width / 2, textY + count * LINE, line, 'soft', 'middle'),
    );
    const name = isWhole ? ` id="row-${index}"` : '';
    return `<g${name}>${coverBehind(lines, textY, layout)}${middle.join('')}</g>`;
  }
  const x = layout.lifelines[lifeline] ?? 0;
  const { anchor, shift } = anchorOf(lifeline, layout);
  const look = kind === 'stdout' ? '' : isBad(row) ? 'bad' : 'soft';
  return [
    isWhole ? `<g id="row-${index}"><title>${escapeXml(`${time} ms  ${text}`)}</title>` : '<g>',
    textAt(MARGIN + CLOCK_COLUMNS * COLUMN - COLUMN, y, time, 'soft', 'end'),
    drawMark(x, y - MARK_RISE, kind),
    ...lines.map((line, count) => textAt(x + shift, textY + count * LINE, line, look, anchor)),
    '</g>',
  ].join('');
}

/** Interrupts the lifelines behind a text that stands across them. */
function coverBehind(lines: readonly string[], y: number, layout: Layout): string {
  const width = Math.max(...lines.map(measureWidth)) * COLUMN + 2 * ROW_GAP;
  const height = lines.length * LINE;
  const x = (layout.width - width) / 2;
  return `<rect class="paper" x="${x}" y="${y - LINE + 4}" width="${width}" height="${height}"/>`;
}

function isBad({ kind }: SequenceRow): boolean {
  return kind === 'error' || kind === 'stderr' || kind === 'reset';
}

function drawMark(x: number, y: number, kind: Kind): string {
  if (kind === 'error' || kind === 'reset') {
    return `<path class="cross" d="M${x - 4} ${y - 4}l8 8m0 -8l-8 8"/>`;
  }
  if (kind === 'close' || kind === 'exit') {
    return `<rect class="mark" x="${x - 4}" y="${y - 4}" width="8" height="8"/>`;
  }
  if (kind === 'end' || kind === 'finish') {
    return `<rect class="mark" x="${x - 6}" y="${y - 1.5}" width="12" height="3"/>`;
  }
  return `<circle class="mark" cx="${x}" cy="${y}" r="3"/>`;
}

const LOOKS = { bytes: '', connect: ' connect', end: ' end', reset: ' lost' } as const;

function drawArrow({ kind, from, to }: SequenceArrow, { lifelines, rows }: Layout): string {
  const y = (row: number) => (rows[row]?.y ?? 0) - MARK_RISE;
  const [x1, x2] = [lifelines[from.lifeline] ?? 0, lifelines[to.lifeline] ?? 0];
  // The head stops short of the mark that it points to.
  const short = x2 > x1 ? -6 : 6;
  const look = `arrow${LOOKS[kind]}`;
  return `<line class="${look}" x1="${x1}" y1="${y(from.row)}" x2="${x2 + short}" y2="${y(to.row)}" marker-end="url(#head)"/>`;
}

function textAt(
  x: number,
  y: number,
  text: string,
  look: string,
  anchor: 'start' | 'middle' | 'end',
): string {
  if (text === '') return '';
  const shape = [look && ` class="${look}"`, anchor !== 'start' && ` text-anchor="${anchor}"`];
  return `<text x="${x}" y="${y}"${shape.filter(Boolean).join('')}>${escapeXml(text)}</text>`;
}
