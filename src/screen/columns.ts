// The trace in columns beside one clock: servers on the left, in their order, or a check's own peer; the others on the right.
import type { TraceEvent } from '../stage/trace/trace.ts';
import { traceMessages } from '../text/messages/trace.ts';
import { truncate } from '../text/width.ts';
import { ARROWS, TAIL } from './arrows.ts';
import { formatTime, TIME_COLUMNS } from './clock.ts';
import { type ColumnPlan, FIRST_SERVER, LEFT_GAP, planColumns } from './column-plan.ts';
import { Connections } from './connections.ts';
import { type Cell, type CellArrow, Grid } from './grid.ts';
import { renderHexdump } from './hexdump.ts';
import { Nameplates } from './nameplates.ts';
import { Peers } from './peers.ts';
import { showControls } from './printable.ts';
import { drawAcross } from './proxy-text.ts';
import { dressNote, dressRow, HEX_INDENT, type Row } from './row.ts';
import { layText } from './row-lines.ts';
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

// Actors that need no name, where each has a column to itself.
const PLAIN_ROLES = new Set([FIRST_SERVER, 'client', 'peer']);

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
  /** Whether who takes connections is on the right, as in a check of a server. */
  #isServerRight: boolean;

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
    this.#isServerRight = this.#find(FIRST_SERVER) > 0;
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
    const row = dressRow(event, this.#options, connection);
    if (event.kind === 'verdict') return [this.#layVerdict(time, row)];
    const at = this.#find(event.actor);
    if (at === 0 && event.kind === 'listening') this.#isServerRight = false;
    const look = ARROWS[event.kind];
    const to = peer === null ? at : this.#find(peer);
    // Only what goes to another column crosses a bar.
    const arrow = look && to !== at ? { look, to } : null;
    return this.#layRow(time, at, event, row, arrow);
  }

  /** The lines of a note in the column of an actor. */
  note(at: number, actor: string, text: string): string[] {
    const { style } = this.#options;
    const time = style.dim(formatTime(at - this.origin));
    return this.#layRow(time, this.#find(actor), { actor }, dressNote(text, { style }), null);
  }

  /** A rule over all columns. */
  #layVerdict(time: string, { mark, text, dressText }: Row): string {
    const columns = this.#columns;
    return `${time} ${dressText(truncate(`── ${mark}${text} ${'─'.repeat(columns)}`, columns, ''))}`;
  }

  /** How wide all columns are together. */
  get #columns(): number {
    const { columns } = this.#grid;
    const last = columns.at(-1);
    return (last?.start ?? 0) + (last?.width ?? 0) - (columns[0]?.start ?? 0);
  }

  /** The column of an actor; one that came unannounced is in the last. */
  #find(actor: string): number {
    const at = this.#plan.findIndex((actors) => actors.includes(actor));
    return at < 0 ? this.#plan.length - 1 : at;
  }

  #layRow(
    time: string,
    at: number,
    event: Pick<TraceEvent, 'actor' | 'hex' | 'bytes'>,
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
    const isMirrored = this.#isServerRight;
    const across = { columns: this.#columns, bar, language, connection, isMirrored };
    return drawAcross(event, across).map((line, index) => {
      return `${index === 0 ? time : ' '.repeat(TIME_COLUMNS)} ${style.dim(line)}`;
    });
  }

  #layBytes(event: Pick<TraceEvent, 'hex' | 'bytes'>, columns: number): Cell[] {
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
