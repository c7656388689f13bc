// What every view of a trace offers, and which events it shows.
import type { Kind, TraceEvent } from '../stage/trace/trace.ts';
import type { Language } from '../text/language.ts';
import type { Peers } from './peers.ts';
import type { Style } from './style.ts';

/** Whether the rows of the tap are shown; where only some of them are, their kinds. */
export type Wire = boolean | ReadonlySet<Kind>;

/** A picture of a trace that only grows: printed lines never change. */
export interface View {
  /** The lines above the first row. */
  heading(): string[];
  /** The lines to append for an event, none where it isn't shown. */
  row(event: TraceEvent): string[];
  /** The lines of events that it held back, where it holds back any. */
  flush?(): string[];
  /** Lays out later rows for a terminal of `width` columns. */
  resize(width: number): void;
  /** Which rows of the tap are shown. */
  wire: Wire;
  /** Whether bytes are shown: those of each write and each chunk, whose rows are shown without the wire too. */
  hex: boolean;
  /** Milliseconds that are subtracted from `at` where times are shown. */
  origin: number;
}

/** What a view needs to know. */
export interface ViewOptions {
  /** Columns; Infinity for a pipe or a file. */
  width: number;
  style: Style;
  language: Language;
  wire: Wire;
  /** Whether the bytes of writes and chunks are shown; false by default. */
  hex?: boolean;
  /** The actors known in advance, the server first. */
  actors: string[];
  /** The servers that stand in a row, each behind the one before it, if there are several: each has a column. */
  chain?: readonly string[];
  /** What to call an actor in the heading, such as `server.ts`; its own name where there is none. */
  titles?: Readonly<Record<string, string>>;
  /** Whether one lane has the times that columns always have, as far as there is room; false by default. */
  times?: boolean;
  /** What is known of earlier rows' connections, for arrows; nothing by default. */
  peers?: Peers;
}

/**
 * Whether `event` has a row: the program's lines and a failing exit always, as well as what the kernel says, which is
 * only there where it was asked; events with bytes if the wire or the bytes are shown, all others only with the wire.
 */
export function isShown(event: TraceEvent, { wire, hex }: Pick<View, 'wire' | 'hex'>): boolean {
  if (wire === true || isOutput(event)) return true;
  if (event.kind === 'state' || event.kind === 'verdict') return true;
  if (hex && event.hex !== undefined) return true;
  if (wire !== false && wire.has(event.kind)) return true;
  return event.kind === 'exit' && isFailedExit(event);
}

/** Whether `event` has no row only because the run's rows are chosen, and others than its kind. */
export function isFolded(event: TraceEvent, view: Pick<View, 'wire' | 'hex'>): boolean {
  return typeof view.wire === 'object' && !isShown(event, view) && !isProxyRoutine(event);
}

/** Whether a program printed it. */
export function isOutput({ kind }: TraceEvent): boolean {
  return kind === 'stdout' || kind === 'stderr' || kind === 'partial';
}

/** The event with what was not shown before of its text; null where nothing is left. */
export function dropShown(event: TraceEvent): TraceEvent | null {
  if (event.shown === undefined) return event;
  const { shown, ...rest } = event;
  const text = rest.text?.slice(shown) ?? '';
  return text === '' ? null : { ...rest, text };
}

/** Whether an `exit` is a failure: a code other than 0, or a signal. */
export function isFailedExit(event: TraceEvent): boolean {
  return Boolean(event.signal) || event.code !== 0;
}

/** Whether the proxy did it: it has no column. */
export function isOfProxy({ actor }: TraceEvent): boolean {
  return actor === 'proxy';
}

/** Whether a check's own peer did it, or saw it. */
export function isOfPeer({ actor }: Pick<TraceEvent, 'actor'>): boolean {
  return actor === 'peer';
}

/** The actors on the left of a trace with these: what a check plays, else the server. */
export function listLeft(actors: readonly string[]): readonly string[] {
  const played = actors.filter((actor) => actor === 'course' || isOfPeer({ actor }));
  return played.length > 0 ? played : ['server'];
}

/** Whether it says nothing new: a closed connection is reported by its own ends. */
export function isProxyRoutine(event: TraceEvent): boolean {
  return isOfProxy(event) && event.kind === 'close' && event.bytes === undefined;
}
