// The summary of many clients, in place of their rows: how they ended, and what they did together.
import type { TraceEvent } from '../../stage/trace/trace.ts';
import type { Language } from '../../text/language.ts';
import { manyMessages } from '../../text/messages/many.ts';
import { wrapText } from '../../text/wrap.ts';
import { formatMs } from '../charts/axis.ts';
import { listPercentiles } from '../percentiles.ts';
import { showControls } from '../printable.ts';
import type { Style } from '../style.ts';
import type { LineKind } from './line-kinds.ts';
import type { ServerCounts } from './server-tally.ts';
import { type Counts, openTally, type States } from './tally.ts';

/** How a summary is laid out. */
export interface SummaryLayout {
  /** Columns. */
  width: number;
  style: Style;
  language: Language;
}

/** Sums up the many clients of a run. */
export interface Summary {
  take(event: TraceEvent): void;
  /** Its lines, none wider than the width. */
  render(layout: SummaryLayout): string[];
  measure(): Counts;
}

/** So many kinds of lines are named, of the clients and of each server. */
const LINES_MOST = 5;
/** So many lines of a kind have rows of their own: those of a server. */
export const SHOWN_OF_SERVER = 3;

/** Opens the summary of clients, called `title` together; what to call others is in `titles`. */
export function openSummary(
  actors: readonly string[],
  title: string,
  titles: Readonly<Record<string, string>>,
): Summary {
  const tally = openTally(actors);
  return {
    take: tally.take,
    measure: tally.measure,
    render(layout) {
      const counts = tally.measure();
      const servers = counts.servers.map((server) => ({
        ...server,
        actor: titles[server.actor] ?? server.actor,
      }));
      return [
        ...renderClients(counts, title, layout),
        ...servers.flatMap((server) => renderServer(server, layout)),
      ];
    },
  };
}

/** The states in words, those that nobody is in left out. */
export function describeStates(states: States, language: Language): string {
  const say = manyMessages[language];
  const names = ['starting', 'connected', 'apart', 'ended', 'failed', 'signalled'] as const;
  const parts = names.filter((name) => states[name] > 0).map((name) => say[name](states[name]));
  return say.join(parts);
}

function renderClients(counts: Counts, title: string, layout: SummaryLayout): string[] {
  const { style, language } = layout;
  const say = manyMessages[language];
  const { started, clients, states, exits, errors, connects, bytes, lines, otherLines } = counts;
  const failures = Object.entries(exits)
    .filter(([how]) => how !== '0')
    .map(([how, times]): [string, number] => [/^\d/.test(how) ? say.exitCode(how) : how, times]);
  return [
    ...wrapText(style.bold(say.title(title, started, clients)), layout.width),
    ...item(describeStates(states, language) || say.none, layout),
    ...(failures.length > 0 ? item(say.exits(countAll(failures, language)), layout) : []),
    ...listErrors(errors, layout),
    ...(connects.ms === null ? [] : item(describeConnects(connects, language), layout)),
    ...(bytes.written + bytes.read > 0 ? item(say.bytes(bytes.written, bytes.read), layout) : []),
    ...listLines(lines, 0, otherLines, layout),
  ];
}

function renderServer(
  { actor, connections, open, most, errors, lines }: ServerCounts,
  layout: SummaryLayout,
): string[] {
  const say = manyMessages[layout.language];
  const told = [
    ...(connections > 0 ? item(say.accepted(connections, most, open), layout) : []),
    ...listErrors(errors, layout),
    ...listLines(lines, SHOWN_OF_SERVER, 0, layout),
  ];
  if (told.length === 0) return [];
  return [...wrapText(layout.style.bold(showControls(actor)), layout.width), ...told];
}

function describeConnects({ made, ms }: Counts['connects'], language: Language): string {
  const say = manyMessages[language];
  if (ms === null) return '';
  return say.connects(made, listPercentiles(ms).map(formatMs));
}

function listErrors(errors: Record<string, number>, layout: SummaryLayout): string[] {
  const all = Object.entries(errors);
  if (all.length === 0) return [];
  return item(manyMessages[layout.language].errors(countAll(all, layout.language)), layout);
}

/** `ECONNREFUSED 12, ECONNRESET 3`, those that came most often first. */
function countAll(counts: readonly [string, number][], language: Language): string {
  const { join, counted } = manyMessages[language];
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return join(sorted.map(([name, times]) => counted(name, times)));
}

/** What was printed; the first `shown` lines of each kind have rows of their own. */
function listLines(
  lines: readonly LineKind[],
  shown: number,
  others: number,
  layout: SummaryLayout,
): string[] {
  const say = manyMessages[layout.language];
  const left = lines.filter(({ times }) => times > shown);
  const named = left.slice(0, LINES_MOST);
  const rest = left.slice(LINES_MOST).reduce((sum, { times }) => sum + times, others);
  if (named.length + rest === 0) return [];
  return [
    ...item(say.printed, layout),
    ...named.flatMap(({ text, times }) =>
      item(say.line(times, showControls(text.trimEnd())), layout, '    '),
    ),
    ...(rest > 0 ? item(say.otherLines(rest), layout, '    ') : []),
  ];
}

function item(text: string, { width }: SummaryLayout, indent = '  '): string[] {
  const lines = wrapText(text, Math.max(10, width - indent.length));
  return lines.map((line) => indent + line);
}
