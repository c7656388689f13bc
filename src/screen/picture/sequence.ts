// The sequence of a run, before it is drawn: its lifelines, its rows, and the arrows between them. Pure.
import type { Kind, TraceEvent } from '../../stage/trace/trace.ts';
import type { Language } from '../../text/language.ts';
import { pictureMessages } from '../../text/messages/picture.ts';
import { adoptBeforeConnect } from '../charts/before-connect.ts';
import { formatTime } from '../clock.ts';
import { Connections } from '../connections.ts';
import { foldAllFrames } from '../frames.ts';
import { expandTabs, showControls } from '../printable.ts';
import { describeEvent } from '../row.ts';
import { isProxyRoutine, isShown, type Wire } from '../view.ts';
import { foldEvents, type Item } from './fold.ts';
import { findTransfers, type Transfer } from './transfers.ts';

/** A row: one event at its lifeline, or a text across all of them. */
export interface SequenceRow {
  /** The lifeline, from 0 at the left; null where the row is about none. */
  lifeline: number | null;
  /** Since the run's first event, as the views write it: `42.0`, in ms; empty across all lifelines. */
  time: string;
  text: string;
  /** What happened; null across all lifelines. */
  kind: Kind | null;
  /** The event that it tells of; null where it tells of none, or of several. */
  event: TraceEvent | null;
}

/** An arrow from one row to a later one, or the same. */
export interface SequenceArrow {
  kind: Transfer['kind'];
  /** Indices of rows; lifelines as in the rows. */
  from: { row: number; lifeline: number };
  to: { row: number; lifeline: number };
}

/** What a picture draws. */
export interface Sequence {
  /** What stands above each lifeline, from the left: one or several actors. */
  lifelines: string[];
  rows: SequenceRow[];
  arrows: SequenceArrow[];
}

/** How a sequence is told. */
export interface SequenceOptions {
  language: Language;
  /** Which rows of the tap are shown; all by default. */
  wire?: Wire;
  /** Whether silences have rows of their own; true by default. */
  gaps?: boolean;
  /** From when times count, in ms of the trace; from the first event by default. */
  origin?: number | undefined;
  /** The file of each actor, for those that were started before these events. */
  titles?: Readonly<Record<string, string>>;
}

/** More lifelines than these can't be told apart: later clients share the last one. */
const MOST_LIFELINES = 4;

/** The sequence of these events, in their order. */
export function makeSequence(
  all: readonly TraceEvent[],
  { language, wire = true, titles = {}, gaps = true, origin = all[0]?.at ?? 0 }: SequenceOptions,
): Sequence {
  const events = foldAllFrames(all, language);
  const actors = orderActors(events, Object.keys(titles));
  const lifelineOf = (actor: string) => Math.min(actors.indexOf(actor), MOST_LIFELINES - 1);
  const connections = new Connections();
  const names = events.map((event) => (event.kind === 'stdout' ? '' : connections.nameOf(event)));
  const view = { wire, hex: false };
  const shown = [...events.keys()].filter((index) => {
    const event = events[index] as TraceEvent;
    return isShown(event, view) && !isProxyRoutine(event);
  });
  const items = foldEvents(events, shown).filter(({ kind }) => gaps || kind !== 'gap');
  const rowOf = new Map<number, number>();
  const rows = items.map((item, row): SequenceRow => {
    if (item.kind !== 'event') {
      if (item.kind === 'left') {
        for (let index = item.index; index <= item.until; index += 1) rowOf.set(index, row);
      }
      return {
        lifeline: null,
        time: '',
        text: tellAcross(item, language),
        kind: null,
        event: null,
      };
    }
    const event = events[item.index] as TraceEvent;
    rowOf.set(item.index, row);
    const words = [describeEvent(event, language), names[item.index]].filter(Boolean).join(' ');
    const time = formatTime(event.at - origin).trim();
    // A verdict is about all of them.
    if (event.kind === 'verdict')
      return { lifeline: null, time: '', text: `${time} ms ✗ ${words}`, kind: null, event };
    // Where several share a lifeline, the row says whose it is.
    const isShared =
      actors.indexOf(event.actor) >= MOST_LIFELINES - 1 && actors.length > MOST_LIFELINES;
    return {
      lifeline: lifelineOf(event.actor),
      time,
      text: expandTabs(showControls(isShared ? `${event.actor}: ${words}` : words)),
      kind: event.kind,
      event,
    };
  });
  const arrows = findTransfers(adoptBeforeConnect(events)).flatMap(
    ({ kind, from, to }): SequenceArrow[] => {
      const ends = [from, to].map((index) => ({
        row: rowOf.get(index),
        lifeline: lifelineOf((events[index] as TraceEvent).actor),
      }));
      const [start, end] = ends;
      if (start?.row === undefined || end?.row === undefined) return [];
      // What begins and ends within events that are left out is left out too.
      if (start.row === end.row || start.lifeline === end.lifeline) return [];
      return [{ kind, from: { ...start, row: start.row }, to: { ...end, row: end.row } }];
    },
  );
  return { lifelines: nameLifelines(actors, events, titles), rows, arrows: dropTwins(arrows) };
}

/** The sequence as text, a line a row: `42.4 client  write 18 bytes`. */
export function tellSequence({ lifelines, rows }: Sequence): string[] {
  return rows.map(({ lifeline, time, text }) =>
    lifeline === null ? text : [time, lifelines[lifeline], text].join('  '),
  );
}

/** A check's own first, the servers, what stands before them after that, then the others, each as they began. */
function orderActors(events: readonly TraceEvent[], known: readonly string[]): string[] {
  const ranks: Readonly<Record<string, number>> = { peer: 0, course: 0, proxy: 2 };
  const rank = (actor: string) => ranks[actor] ?? (/^server\b/.test(actor) ? 1 : 3);
  const own = events.flatMap(({ actor, kind }) => (kind === 'verdict' ? [] : [actor]));
  const actors = new Set([...known, ...own]);
  return [...actors].sort((a, b) => rank(a) - rank(b));
}

/** Each by its actor, with the name of its file where that says more. */
function nameLifelines(
  actors: readonly string[],
  events: readonly TraceEvent[],
  titles: Readonly<Record<string, string>>,
): string[] {
  const own = actors.length <= MOST_LIFELINES ? actors.length : MOST_LIFELINES - 1;
  const started = events.flatMap(({ actor, kind, text }) =>
    kind === 'start' && text ? [[actor, text] as const] : [],
  );
  const files = new Map([...Object.entries(titles), ...started]);
  const named = actors.slice(0, own).map((actor) => {
    const file = files.get(actor);
    const isPlain = file === undefined || file.replace(/\.\w+$/, '') === actor;
    return showControls(isPlain ? actor : `${actor} (${file})`);
  });
  const rest = actors.slice(own);
  return rest.length === 0 ? named : [...named, `${rest[0]} … ${rest.at(-1)}`];
}

/** A silence, or events that are left out, in words. */
export function tellAcross(item: Exclude<Item, { kind: 'event' }>, language: Language): string {
  const say = pictureMessages[language];
  if (item.kind === 'gap') {
    const { ms } = item;
    return say.gap(ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`);
  }
  const kinds = [...item.counts].sort(([, a], [, b]) => b - a);
  const all = kinds.reduce((sum, [, count]) => sum + count, 0);
  return say.left(all, kinds);
}

/** Several arrows between the same two rows are one, as when a whole flood is left out. */
function dropTwins(arrows: readonly SequenceArrow[]): SequenceArrow[] {
  const all = arrows.map((arrow) => [JSON.stringify(arrow), arrow] as const);
  return [...new Map(all).values()];
}
