// The rows of a check: its peer on the left, the learner's program on the right, up to the verdict.
import type { CheckTrace } from '../check/recording.ts';
import { COLUMNS_NEEDED } from '../screen/column-plan.ts';
import { Columns } from '../screen/columns.ts';
import { foldFrames } from '../screen/frames.ts';
import { Lane } from '../screen/lane.ts';
import { foldEvents } from '../screen/picture/fold.ts';
import { tellAcross } from '../screen/picture/sequence.ts';
import { isOfPeer, isProxyRoutine, type View } from '../screen/view.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';
import { traceMessages } from '../text/messages/trace.ts';
import { wrapText } from '../text/wrap.ts';
import type { LessonOutcome } from './examination.ts';
import { type OutcomeLayout, renderStory, renderVerdict } from './outcome-lines.ts';

/** A view for a check in which such events happen: two columns where both sides have rows and there is room for them. */
export function createCheckView(
  events: readonly TraceEvent[],
  { columns, style, language, isPlain = false }: OutcomeLayout,
): View {
  const found = [...new Set(events.map(({ actor }) => actor))].filter(
    (actor) => actor !== 'proxy' && actor !== 'check',
  );
  const actors = found.sort((a, b) => rank(a) - rank(b));
  const files = events.flatMap(({ actor, kind, text = '' }) =>
    kind === 'start' ? [[actor, text] as const] : [],
  );
  const titles = { ...Object.fromEntries(files), peer: traceMessages[language].peer };
  const options = { width: columns, style, language, wire: true, actors, titles, times: true };
  const hasBoth =
    actors.some((actor) => rank(actor) < 2) && actors.some((actor) => rank(actor) === 2);
  const isWide = columns >= COLUMNS_NEEDED && !isPlain;
  return foldFrames(hasBoth && isWide ? new Columns(options) : new Lane(options), language);
}

/** What the check plays comes first. */
function rank(actor: string): number {
  return isOfPeer({ actor }) ? 0 : actor === 'course' ? 1 : 2;
}

/** All that is shown of a check that failed: its rows up to the verdict, and below them what was expected and what came. */
export function renderShown(outcome: LessonOutcome, layout: OutcomeLayout): string[] {
  const { trace } = outcome;
  const rows = trace ? [...renderCheck(trace, layout), ''] : [];
  return [...renderVerdict(outcome, layout), '', ...rows, ...renderStory(outcome, layout)];
}

/** All rows of a check, with those above them; of floods a few, and how many the others are. */
export function renderCheck(trace: CheckTrace, layout: OutcomeLayout): string[] {
  const { events, before, earlier, leftOut } = trace;
  const { language } = layout;
  const say = traceMessages[language];
  const view = createCheckView(events, layout);
  const shown = [...events.keys()].filter((index) => !isProxyRoutine(events[index] as TraceEvent));
  const lines = view.heading();
  let isTold = false;
  for (const item of foldEvents(events, shown)) {
    if (item.kind === 'gap') continue;
    if (!isTold && item.index >= before) {
      isTold = true;
      if (earlier > 0) lines.push(...renderAside(say.earlier(earlier), layout));
      if (leftOut > 0) lines.push(...renderAside(say.leftOut(leftOut), layout));
    }
    if (item.kind === 'event') {
      lines.push(...view.row(events[item.index] as TraceEvent));
      continue;
    }
    lines.push(
      ...(view.flush?.() ?? []),
      ...renderAside(`… ${tellAcross(item, language)} …`, layout),
    );
    // What the rows after them need to know of them.
    for (const event of events.slice(item.index, item.until + 1)) view.row(event);
    view.flush?.();
  }
  return [...lines, ...(view.flush?.() ?? [])];
}

/** A line that is no row. */
export function renderAside(text: string, { columns, style }: OutcomeLayout): string[] {
  return wrapText(text, Math.max(12, columns)).map(style.dim);
}
