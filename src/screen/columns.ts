// The trace in two columns beside one clock: the server on the left, its peers on the right.
import type { Kind, TraceEvent } from '../stage/trace/trace.ts';
import { traceMessages } from '../text/messages/trace.ts';
import { isSteady, measureWidth, truncate } from '../text/width.ts';
import { wrapText } from '../text/wrap.ts';
import { formatTime, TIME_COLUMNS } from './clock.ts';
import { Connections } from './connections.ts';
import { renderHexdump } from './hexdump.ts';
import { Nameplates } from './nameplates.ts';
import { Peers } from './peers.ts';
import { expandTabs, showControls } from './printable.ts';
import { drawAcross } from './proxy-text.ts';
import { dressRow, HEX_INDENT, type Row } from './row.ts';
import {
  dropShown,
  isOfProxy,
  isOutput,
  isProxyRoutine,
  isShown,
  type View,
  type ViewOptions,
  type Wire,
} from './view.ts';

const BAR = '│';
const PLAIN = /^[ -~]*$/;
const LEFT_ACTOR = 'server';
// Actors that need no name, where each has a column to itself.
const PLAIN_ROLES = new Set([LEFT_ACTOR, 'client']);
// Between the clock and the left column; between the columns: one blank, the bar, two blanks.
const CLOCK_GAP = 1;
const LEFT_GAP = 1;
const RIGHT_GAP = 2;
const COLUMN_AT_LEAST = 4;

/** Below this many columns two columns are too narrow to read. */
export const COLUMNS_NEEDED = 60;

/** An arrow across the bar: the columns before it, the crossing, the columns after it. */
type Arrow = readonly [before: string, crossing: string, after: string];

const ARROWS: Partial<Record<Kind, { toRight: Arrow; toLeft: Arrow }>> = {
  write: { toRight: ['──', '┼', '──▶'], toLeft: ['◀──', '┼', '─ '] },
  connecting: { toRight: ['╌╌', '┼', '╌╌▷'], toLeft: ['◁╌╌', '┼', '╌ '] },
};

/** A view with the rows of all actors in one order, the server's on the left of a bar, the others on its right. */
export class Columns implements View {
  wire: Wire;
  hex: boolean;
  origin = 0;
  readonly #options: ViewOptions;
  readonly #connections = new Connections();
  readonly #peers: Peers;
  readonly #nameplates: Nameplates;
  #width: number;
  #left = 0;
  #right = 0;
  #bar: string;

  constructor(options: ViewOptions) {
    this.wire = options.wire;
    this.hex = options.hex ?? false;
    this.#options = options;
    this.#peers = options.peers ?? new Peers();
    this.#width = options.width;
    this.#bar = options.style.dim(BAR);
    this.#nameplates = new Nameplates(options.actors.filter((actor) => actor !== LEFT_ACTOR));
    this.#layOut();
  }

  heading(): string[] {
    const { style, language, actors } = this.#options;
    const clock = traceMessages[language].milliseconds.padStart(TIME_COLUMNS);
    const left = this.#title(
      actors.filter((actor) => actor === LEFT_ACTOR),
      this.#left,
    );
    const right = this.#title(
      actors.filter((actor) => actor !== LEFT_ACTOR),
      this.#right,
    );
    const before = TIME_COLUMNS + CLOCK_GAP + this.#left + LEFT_GAP;
    const rule = `${'─'.repeat(before)}┼${'─'.repeat(Math.max(0, this.#width - before - 1))}`;
    return [
      `${style.dim(clock)} ${this.#fillLeft(left, style.bold(left))}${this.#bar}  ${style.bold(right)}`,
      style.dim(rule),
    ].map((line) => line.trimEnd());
  }

  resize(width: number): void {
    this.#width = width;
    this.#layOut();
  }

  row(whole: TraceEvent): string[] {
    const event = dropShown(whole);
    if (!event) return [];
    const connection = isOutput(event) ? '' : this.#connections.nameOf(event);
    const peer = isOutput(event) ? null : this.#peers.peerOf(event);
    if (!isShown(event, this) || isProxyRoutine(event)) return [];
    const time = this.#options.style.dim(formatTime(event.at - this.origin));
    if (isOfProxy(event)) return this.#layAcross(time, event, connection);
    const row = dressRow(event, this.#options, connection);
    const isLeft = event.actor === LEFT_ACTOR;
    // Only what goes to the other column crosses the bar.
    const isAcross = peer !== null && (peer === LEFT_ACTOR) !== isLeft;
    const arrows = isAcross ? ARROWS[event.kind] : undefined;
    return isLeft
      ? this.#layLeft(time, row, event, arrows?.toRight)
      : this.#layRight(time, row, event, arrows?.toLeft);
  }

  #layLeft(time: string, row: Row, event: TraceEvent, arrow: Arrow | undefined): string[] {
    const { style } = this.#options;
    const room = arrow ? this.#left - arrow[0].length : this.#left;
    const lines = [...layText(row, room), ...this.#layBytes(event, this.#left)];
    return lines.map(({ plain, dressed }, index) => {
      const clock = index === 0 ? time : ' '.repeat(TIME_COLUMNS);
      const text = this.#fillLeft(plain, dressed);
      if (!arrow || index > 0) return `${clock} ${text}${this.#bar}`;
      const [before, crossing, after] = arrow;
      const cut = this.#fillLeft(plain, dressed, before.length);
      return `${clock} ${cut}${style.dim(before + crossing + after)}`;
    });
  }

  #layRight(time: string, row: Row, event: TraceEvent, arrow: Arrow | undefined): string[] {
    const { style } = this.#options;
    const plate = this.#nameplates.of(event.actor, this.#right);
    const room = this.#right - plate.columns;
    return [...layText(row, room), ...this.#layBytes(event, room)].map(({ dressed }, index) => {
      const clock = index === 0 ? time : ' '.repeat(TIME_COLUMNS);
      const name = style.dim(index === 0 ? plate.first : plate.next);
      if (!arrow || index > 0) {
        return `${clock} ${' '.repeat(this.#left + LEFT_GAP)}${this.#bar}  ${name}${dressed}`;
      }
      const [before, crossing, after] = arrow;
      const blank = ' '.repeat(this.#left + LEFT_GAP - before.length);
      return `${clock} ${blank}${style.dim(before + crossing + after)}${name}${dressed}`;
    });
  }

  #layAcross(time: string, event: TraceEvent, connection: string): string[] {
    const { style, language } = this.#options;
    const bar = this.#left + LEFT_GAP;
    const columns = bar + BAR.length + RIGHT_GAP + this.#right;
    return drawAcross(event, { columns, bar, language, connection }).map((line, index) => {
      return `${index === 0 ? time : ' '.repeat(TIME_COLUMNS)} ${style.dim(line)}`;
    });
  }

  #layBytes(event: TraceEvent, columns: number): Line[] {
    if (!this.hex) return [];
    const { style, language } = this.#options;
    return renderHexdump(event, columns - HEX_INDENT.length, language).map((line) => ({
      plain: HEX_INDENT + line,
      dressed: HEX_INDENT + style.dim(line),
    }));
  }

  /** The left column's text, padded so that the next character is on the bar, or `short` of it. */
  #fillLeft(plain: string, dressed: string, short = 0): string {
    const columns = this.#left + LEFT_GAP - short;
    const blanks = ' '.repeat(Math.max(0, columns - measureWidth(plain)));
    // Terminals differ in how wide they draw some characters, so the blanks alone may miss the bar.
    const move = isSteady(plain)
      ? ''
      : this.#options.style.moveTo(TIME_COLUMNS + CLOCK_GAP + columns);
    return dressed + blanks + move;
  }

  #title(actors: readonly string[], columns: number): string {
    const titles = actors.map((actor) => {
      const title = this.#options.titles?.[actor] ?? actor;
      // Rows don't name an actor that has the column to itself, but text refers to it by name.
      const isUnnamed = actors.length === 1 && !PLAIN_ROLES.has(actor) && title !== actor;
      return showControls(isUnnamed ? `${title} (${actor})` : title);
    });
    return truncate([...new Set(titles)].join(', '), columns);
  }

  #layOut(): void {
    const gaps = TIME_COLUMNS + CLOCK_GAP + LEFT_GAP + BAR.length + RIGHT_GAP;
    const room = Math.max(2 * COLUMN_AT_LEAST, this.#width - gaps);
    this.#left = Math.floor(room / 2);
    this.#right = room - this.#left;
  }
}

interface Line {
  plain: string;
  dressed: string;
}

function layText({ mark, text, dressMark, dressText }: Row, columns: number): Line[] {
  const room = columns - mark.length;
  const isShort = text.length <= room && PLAIN.test(text);
  const lines = isShort ? [text] : wrapText(expandTabs(showControls(text)), room);
  return lines.map((line, index) => {
    const lead = index === 0 ? mark : ' '.repeat(mark.length);
    return {
      plain: lead + line,
      dressed: (index === 0 ? dressMark(lead) : lead) + dressText(line),
    };
  });
}
