// The view of a lesson's programs: columns or one lane.
import { planColumns } from '../screen/column-plan.ts';
import { Columns } from '../screen/columns.ts';
import { foldFrames } from '../screen/frames.ts';
import { Lane } from '../screen/lane.ts';
import { ManyView } from '../screen/many-clients/many-view.ts';
import type { View, ViewOptions } from '../screen/view.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';

/** The file of each actor. */
export type Titles = Readonly<Record<string, string>>;

/**
 * A view of a lesson's programs: in columns where there is room for them, unless it is to be one lane. `many` are clients
 * of one kind that have no rows each.
 */
export function openView(
  {
    width,
    titles = {},
    many = [],
    ...options
  }: Omit<ViewOptions, 'actors' | 'times'> & { many?: readonly string[] },
  isLane = false,
): View {
  // The prose refers to times.
  const all = { ...options, width, titles, actors: Object.keys(titles), times: true };
  const view = isLane || !planColumns(all) ? new Lane(all) : new Columns(all);
  const { language } = options;
  return foldFrames(many.length > 0 ? new ManyView(view, many, language) : view, language);
}

/**
 * A view that begins with its first event: its times count from there, and its heading stands above that row, below
 * whatever is told until then.
 */
export function beginWithRow(view: View): View {
  let isFirst = true;
  const row = view.row.bind(view);
  view.row = (event: TraceEvent) => {
    if (!isFirst) return row(event);
    isFirst = false;
    view.origin = event.at;
    return [...view.heading(), ...row(event)];
  };
  return view;
}
