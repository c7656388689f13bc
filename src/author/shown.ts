// The proof of what is shown of a check that fails: its rows end with the cause, and a replay fails in the same way.
import type { CheckSet } from '../check/checks.ts';
import type { Outcome } from '../check/examine.ts';
import { COURSE, PEER } from '../check/recording.ts';
import { replayCheck } from '../play/check-replay.ts';
import { addTexts, type Subjects } from '../play/examination.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';

/** How often a replay is tried on a machine that is too busy to tell. */
const TRIES = 3;

/** What of its own story the rows of an outcome lack, in words; null where they lack nothing. */
export function findLackOfRows({ id, story, difference, trace }: Outcome): string | null {
  if (!trace) return `${id}: no rows`;
  const { events, before, leftOut } = trace;
  const own = events.slice(before);
  const last = own.at(-1);
  if (last?.kind !== 'verdict') return `${id}: the rows end with ${last?.kind}`;
  if (events.some(({ at }, index) => at < (events[index - 1]?.at ?? 0))) return `${id}: no order`;
  // Of a flood, what was said first may be gone.
  if (leftOut > 0) return null;
  const lines = story.map(({ en }) => en);
  const missing = lines.find((line) => !hasRow(line, events));
  if (missing) return `${id}: no row for "${missing}"`;
  const got = difference?.got.en ?? '';
  const exit = /^the program ended: (?:exit code (\d+)|ended by (\w+))/.exec(got);
  if (
    exit &&
    !own.some(
      ({ kind, code, signal }) =>
        kind === 'exit' && (String(code) === exit[1] || signal === exit[2]),
    )
  )
    return `${id}: no row for "${got}"`;
  if (
    /^the connection was reset/.test(got) &&
    !own.some(({ actor, kind }) => actor === PEER && kind === 'error')
  )
    return `${id}: no row for "${got}"`;
  return null;
}

/** Whether a line of a story is told by rows, too; of lines in a check's own words nothing is known. */
function hasRow(line: string, events: readonly TraceEvent[]): boolean {
  const has = (kind: TraceEvent['kind'], actor = PEER) =>
    events.some((event) => event.kind === kind && event.actor === actor);
  const bytesOf = (kind: TraceEvent['kind']) =>
    events.reduce(
      (sum, event) => sum + (event.kind === kind && event.actor === PEER ? (event.bytes ?? 0) : 0),
      0,
    );
  const count = Number(/([\d,]+) bytes?\)?/.exec(line)?.[1]?.replaceAll(',', '') ?? 0);
  // Pieces are told before the first is written; a program that stops reading gets no more of them.
  if (/^the peer wrote .* pieces,/.test(line)) return has('write');
  if (/^the peer wrote /.test(line)) return bytesOf('write') >= count;
  if (/^the program sent /.test(line)) return bytesOf('data') >= count;
  if (/was started$/.test(line))
    return events.some(({ kind, actor }) => kind === 'start' && actor !== PEER && actor !== COURSE);
  if (/^a peer .*connected \(/.test(line)) return has('connect');
  if (/^the program connected to that server/.test(line)) return has('connection');
  if (line === 'the peer ended its side (FIN)') return has('end');
  if (line === 'the peer closed the connection') return has('destroy');
  if (line === 'the peer reset the connection (RST)') return has('reset');
  if (line === 'the program ended its side (FIN)') return has('end') || has('close');
  if (/^the program ended: /.test(line)) return events.some(({ kind }) => kind === 'exit');
  return true;
}

/** Replays an outcome, a failure; what is wrong with that, in words, or null. */
export async function findLackOfReplay(
  set: CheckSet,
  subjects: Subjects,
  { loader, restMs }: { loader: string | undefined; restMs: number },
  outcome: Outcome,
): Promise<string | null> {
  const rows: TraceEvent[] = [];
  const first = addTexts(outcome, undefined);
  const how = {
    first,
    loader,
    restMs,
    onBegin() {},
    onRetry: () => void rows.splice(0),
    onEvent: (event: TraceEvent) => void rows.push(event),
  };
  let again = await replayCheck(set, subjects, how);
  // What the machine had no time for says nothing of the replay.
  for (let count = 1; count < TRIES && again.verdict === 'inconclusive'; count += 1) {
    rows.splice(0);
    again = await replayCheck(set, subjects, how);
  }
  const { id, verdict, mistake } = again;
  if (verdict !== 'fail' || mistake !== outcome.mistake)
    return `${id}: replayed: ${verdict} (${mistake}), ${again.story.at(-1)?.en}`;
  if (again.trace?.phase !== outcome.trace?.phase) return `${id}: replayed: fails in another phase`;
  if (rows.at(-1)?.kind !== 'verdict')
    return `${id}: replayed: the rows end with ${rows.at(-1)?.kind}`;
  return findLackOfRows(again);
}
