// The view that the options and the width of the output ask for.
import { planColumns } from '../../screen/column-plan.ts';
import { Columns } from '../../screen/columns.ts';
import { foldFrames } from '../../screen/frames.ts';
import { createJson } from '../../screen/json.ts';
import { Lane } from '../../screen/lane.ts';
import type { View } from '../../screen/view.ts';
import { isServer } from '../../stage/run-state.ts';
import type { Context } from '../context.ts';
import type { Options } from '../options.ts';

/** A view of these programs, the server first; `title` is what stands above an actor. */
export function createView(
  { stdout, language, style }: Context,
  options: Options,
  programs: readonly { actor: string; title: string }[],
): View {
  if (options.json) return createJson();
  const width = options.width ?? stdout.columns;
  const layout = {
    width,
    language,
    style,
    wire: options.wire ?? true,
    hex: options.hex ?? false,
    actors: programs.map(({ actor }) => actor),
    chain: programs.map(({ actor }) => actor).filter(isServer),
    titles: Object.fromEntries(programs.map(({ actor, title }) => [actor, title])),
  };
  if (!options.plain && planColumns(layout)) return foldFrames(new Columns(layout), language);
  const isEndless = !stdout.isTerminal && options.width === undefined;
  const lane = new Lane(isEndless ? { ...layout, width: Number.POSITIVE_INFINITY } : layout);
  return foldFrames(lane, language);
}
