// The view of a lesson's programs: columns or one lane.
import { planColumns } from '../screen/column-plan.ts';
import { Columns } from '../screen/columns.ts';
import { foldFrames } from '../screen/frames.ts';
import { Lane } from '../screen/lane.ts';
import type { View, ViewOptions } from '../screen/view.ts';

/** The file of each actor. */
export type Titles = Readonly<Record<string, string>>;

/** A view of a lesson's programs: in columns where there is room for them, unless it is to be one lane. */
export function openView(
  { width, titles = {}, ...options }: Omit<ViewOptions, 'actors' | 'times'>,
  isLane = false,
): View {
  // The prose refers to times.
  const all = { ...options, width, titles, actors: Object.keys(titles), times: true };
  const view = isLane || !planColumns(all) ? new Lane(all) : new Columns(all);
  return foldFrames(view, options.language);
}
