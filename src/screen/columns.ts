// The trace in columns beside one clock: servers on the left, in the order in which they stand, their clients on the right.
import type { TraceEvent } from '../stage/trace/trace.ts';
import { traceMessages } from '../text/messages/trace.ts';
import { truncate } from '../text/width.ts';
import { wrapText } from '../text/wrap.ts';
import { ARROWS, TAIL } from './arrows.ts';
import { formatTime, TIME_COLUMNS } from './clock.ts';
import { type ColumnPlan, FIRST_SERVER, LEFT_GAP, planColumns } from './column-plan.ts';
import { Connections } from './connections.ts';
import { type Cell, type CellArrow, Grid } from './grid.ts';
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

const PLAIN = /^[ -~]*$/;
// Actors that need no name, where each has a column to itself.
const PLAIN_ROLES = new Set([FIRST_SERVER, 'client']);

/** A view with the rows of all actors in one order, each in the column of its actor, with bars between. */
export class Columns implements View {
  wire: Wire;
  hex: boolean;
  origin = 0;
  readonly #options: ViewOptions;
  readonly #connections = new Connections();
  readonly #peers: Peers;
  readonly #plan: ColumnPlan;
  readonly #nameplates: readonly Nameplates[];
  #grid: Grid;

  constructor(options: ViewOptions) {
    this.wire = options.wire;
    this.hex = options.hex ?? false;
    this.#options = options;
    this.#peers = options.peers ?? new Peers();
    // Where there is no room, the caller should have taken a lane.
    this.#plan =
      planColumns(options) ?? planColumns({ ...options, chain: [], width: Infinity }) ?? [];
    this.#nameplates = this.#plan.map((actors) => new Nameplates(actors, options.titles));
    this.#grid = new Grid(this.#plan.length, options.width, options.style);
  }

  heading(): string[] {
    const { style, language } = this.#options;
    const clock = traceMessages[language].milliseconds.padStart(TIME_COLUMNS);
    const titles = this.#grid.columns.map(({ width }, at) =>
      this.#title(this.#plan[at] ?? [], width),
    );
    const lines = [`${style.dim(clock)} ${this.#grid.head(titles)}`, this.#grid.rule()];
    return lines.map((line) => line.trimEnd());
  }

  resize(width: number): void {
    this.#grid = new Grid(this.#plan.length, width, this.#options.style);
  }

  row(whole: TraceEvent): string[] {
    const event = dropShown(whole);
    if (!event) return [];
    const connection = isOutput(event) ? '' : this.#connections.nameOf(event);
    const peer = isOutput(event) ? null : this.#peers.peerOf(event);
    if (!isShown(event, this) || isProxyRoutine(event)) return [];
    const time = this.#options.style.dim(formatTime(event.at - this.origin));
    if (isOfProxy(event)) return this.#layAcross(time, event, connection);
    const at = this.#find(event.actor);
    const look = ARROWS[event.kind];
    const to = peer === null ? at : this.#find(peer);
    // Only what goes to another column crosses a bar.
    const arrow = look && to !== at ? { look, to } : null;
    return this.#layRow(time, at, event, dressRow(event, this.#options, connection), arrow);
  }

  /** The column of an actor; one that came unannounced is in the last. */
  #find(actor: string): number {
    const at = this.#plan.findIndex((actors) => actors.includes(actor));
    return at < 0 ? this.#plan.length - 1 : at;
  }

  #layRow(
    time: string,
    at: number,
    event: TraceEvent,
    row: Row,
    arrow: CellArrow | null,
  ): string[] {
    const { style } = this.#options;
    const width = this.#grid.columns[at]?.width ?? 0;
    const plate = this.#nameplates[at]?.of(event.actor, width);
    const room = width - (plate?.columns ?? 0);
    const isToRight = arrow !== null && arrow.to > at;
    const lines = [...layText(row, isToRight ? room - TAIL : room), ...this.#layBytes(event, room)];
    return lines.map(({ plain, dressed }, index) => {
      const isFirst = index === 0;
      const name = (isFirst ? plate?.first : plate?.next) ?? '';
      const cell = { plain: name + plain, dressed: (name && style.dim(name)) + dressed };
      const clock = isFirst ? time : ' '.repeat(TIME_COLUMNS);
      return `${clock} ${this.#grid.place(at, cell, isFirst ? arrow : null)}`;
    });
  }

  #layAcross(time: string, event: TraceEvent, connection: string): string[] {
    const { style, language, chain = [] } = this.#options;
    const { columns } = this.#grid;
    // It stands before the server that clients connect to.
    const before = columns[Math.max(0, Math.min(chain.length, columns.length - 1) - 1)];
    const origin = columns[0]?.start ?? 0;
    const bar = (before?.start ?? 0) + (before?.width ?? 0) + LEFT_GAP - origin;
    const last = columns.at(-1);
    const all = (last?.start ?? 0) + (last?.width ?? 0) - origin;
    return drawAcross(event, { columns: all, bar, language, connection }).map((line, index) => {
      return `${index === 0 ? time : ' '.repeat(TIME_COLUMNS)} ${style.dim(line)}`;
    });
  }

  #layBytes(event: TraceEvent, columns: number): Cell[] {
    if (!this.hex) return [];
    const { style, language } = this.#options;
    return renderHexdump(event, columns - HEX_INDENT.length, language).map((line) => ({
      plain: HEX_INDENT + line,
      dressed: HEX_INDENT + style.dim(line),
    }));
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
}

function layText({ mark, text, dressMark, dressText }: Row, columns: number): Cell[] {
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
