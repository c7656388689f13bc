// Draws a film of a terminal as SVG that moves by CSS: all text, nothing fetched, no script. Pure.
import { measureWidth } from '../../src/text/width.ts';
import type { Piece } from '../support/styled-rows.ts';
import type { Film, Stretch } from './film.ts';

/** What a film is drawn with. */
export interface Frame {
  columns: number;
  rows: number;
  title: string;
  /** What it is for those who don't see it; the transcript follows. */
  description: string;
}

/** A character and a row, in px, at a font of 13 px; the room around them; the room for the captions. */
const COLUMN = 8;
const LINE = 18;
const MARGIN = 14;
const CAPTION = 34;
/** From the top of a row to its baseline. */
const BASE = 13;

/** The film as a whole SVG document, in UTF-8. */
export function drawFilm(film: Film, { columns, rows, title, description }: Frame): string {
  const [inner, height] = [columns * COLUMN, rows * LINE];
  const [width, whole] = [inner + 2 * MARGIN, height + 2 * MARGIN + CAPTION];
  const times = new Times(film.length);
  const steps = times.scroll(film.tops);
  const drawn = group(film.stretches, times, film.length);
  const captions = film.captions.map(({ text, from }, index) => {
    const until = film.captions[index + 1]?.from ?? film.length;
    const look = times.during(from, until, until === film.length);
    return `<text class="${look}" x="${MARGIN}" y="${height + 2 * MARGIN + 18}">${escapeXml(text)}</text>`;
  });
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" class="film" viewBox="0 0 ${width} ${whole}" width="${width}" height="${whole}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<desc id="desc">${escapeXml([description, ...film.transcript].join('\n'))}</desc>`,
    `<style>${STYLE}${steps}${times.rules}${STILL}</style>`,
    `<rect class="paper" x=".5" y=".5" width="${width - 1}" height="${whole - 1}" rx="8"/>`,
    `<clipPath id="window"><rect width="${inner}" height="${height}"/></clipPath>`,
    `<g class="window" transform="translate(${MARGIN} ${MARGIN})" clip-path="url(#window)"><g class="roll">`,
    ...drawn,
    '</g></g>',
    `<g class="told">${captions.join('')}</g>`,
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

const STYLE = [
  '.film{max-width:100%;height:auto;color:#1f2328;--paper:#fff;--line:#d1d9e0;--soft:#59636e;--red:#cf222e;--green:#116329;--yellow:#7d4e00;--blue:#0969da;--pink:#8250df;--cyan:#0f6b73}',
  '@media(prefers-color-scheme:dark){.film{color:#e6edf3;--paper:#0d1117;--line:#3d444d;--soft:#9198a1;--red:#ff7b72;--green:#7ee787;--yellow:#d29922;--blue:#79c0ff;--pink:#d2a8ff;--cyan:#76e3ea}}',
  'text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono CJK SC",monospace;fill:currentColor;white-space:pre}',
  '.paper{fill:var(--paper);stroke:var(--line)}',
  '.bar{fill:none;stroke:var(--soft)}',
  '.b{font-weight:600}.u{text-decoration:underline}.i{font-style:italic}.d,.c8{fill:var(--soft)}',
  '.c1,.c9{fill:var(--red)}.c2,.c10{fill:var(--green)}.c3,.c11{fill:var(--yellow)}.c4,.c12{fill:var(--blue)}.c5,.c13{fill:var(--pink)}.c6,.c14{fill:var(--cyan)}',
  '.told text{fill:var(--soft);font-family:system-ui,sans-serif;font-size:14px}',
  // A wide character fills two columns.
  '.w{font-size:15px}',
  '.v{visibility:hidden}',
].join('');

/** Who wants nothing to move sees the end. */
const STILL =
  '@media(prefers-reduced-motion:reduce){.v,.roll{animation:none}}@media print{.v,.roll{animation:none}}';

/** Rows that come and go together are one group. */
function group(stretches: readonly Stretch[], times: Times, length: number): string[] {
  const groups = new Map<string, string[]>();
  // What is scrolled away, and what a scene leaves, is seen no more, so it may stay until the film begins again.
  for (const { row, pieces, from, until } of stretches) {
    if (pieces.length === 0) continue;
    const look = times.during(from, until, until === length);
    const drawn = groups.get(look) ?? [];
    groups.set(look, drawn);
    drawn.push(...pieces.flatMap((piece) => drawPiece(piece, row * LINE)));
  }
  return [...groups].map(([look, drawn]) => `<g class="${look}">${drawn.join('')}</g>`);
}

/** A piece as text as wide as its columns, whatever the font is; lines between columns as lines. */
function drawPiece({ column, text, look }: Piece, y: number): string[] {
  const x = column * COLUMN;
  const middle = y + LINE / 2;
  if (text === '│') return [`<path class="bar" d="M${x + 4} ${y}v${LINE}"/>`];
  if (/^[─┼]+$/.test(text)) {
    const cross = text.indexOf('┼');
    const down = cross < 0 ? '' : `M${x + cross * COLUMN + 4} ${y}v${LINE}`;
    return [`<path class="bar" d="M${x} ${middle}h${text.length * COLUMN}${down}"/>`];
  }
  const columns = measureWidth(text);
  const isWide = columns >= 2 * [...text].length;
  const looks = [look, isWide ? 'w' : ''].filter(Boolean).join(' ');
  const name = looks === '' ? '' : ` class="${looks}"`;
  const width = columns * COLUMN;
  return [`<text${name} x="${x}" y="${y + BASE}" textLength="${width}">${escapeXml(text)}</text>`];
}

/** The keyframes: one animation for each stretch of time. */
class Times {
  readonly #length: number;
  readonly #names = new Map<string, string>();
  #rules = '';

  constructor(length: number) {
    this.#length = length;
  }

  /** The CSS of all of them. */
  get rules(): string {
    return this.#rules;
  }

  /** The classes of what is seen from one time until another; what is seen last stays where nothing moves. */
  during(from: number, until: number, isLast: boolean): string {
    const [start, end] = [this.#place(from), this.#place(until)];
    const key = `${start} ${end}`;
    let name = this.#names.get(key);
    if (name === undefined) {
      name = `k${this.#names.size}`;
      this.#names.set(key, name);
      const first = start === 0 ? '' : '0%{visibility:hidden}';
      const last = isLast ? '' : `${end}%,to{visibility:hidden}`;
      this.#rules += `@keyframes ${name}{${first}${start}%{visibility:visible}${last || 'to{visibility:visible}'}}`;
      const still = isLast ? 'visibility:visible;' : '';
      this.#rules += `.${name}{${still}animation:${name} ${this.#seconds} step-end infinite}`;
    }
    return `v ${name}`;
  }

  /** The CSS that scrolls. */
  scroll(tops: Film['tops']): string {
    const steps = tops.map(
      ({ top, from }, index) =>
        `${index === 0 ? 0 : this.#place(from)}%{transform:translateY(${-top * LINE}px)}`,
    );
    const last = `transform:translateY(${-(tops.at(-1)?.top ?? 0) * LINE}px)`;
    return `@keyframes roll{${steps.join('')}to{${last}}}.roll{${last};animation:roll ${this.#seconds} step-end infinite}`;
  }

  get #seconds(): string {
    return `${(this.#length / 1000).toFixed(1)}s`;
  }

  /** In percent of the film. */
  #place(at: number): number {
    return Number(((at / this.#length) * 100).toFixed(2));
  }
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
