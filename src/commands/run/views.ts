// The view that the options and the width of the output ask for.
import type { TracedProgram } from '../../play/trace-file.ts';
import { planColumns } from '../../screen/column-plan.ts';
import { Columns } from '../../screen/columns.ts';
import { foldFrames } from '../../screen/frames.ts';
import { createJson } from '../../screen/json.ts';
import { Lane } from '../../screen/lane.ts';
import type { View } from '../../screen/view.ts';
import { isServer } from '../../stage/run-state.ts';
import { runMessages } from '../../text/messages/run.ts';
import type { Context } from '../context.ts';
import type { Options } from '../options.ts';

/** A view of these programs, the server first. */
export function createView(
  { stdout, language, style }: Context,
  options: Options,
  programs: readonly TracedProgram[],
): View {
  if (options.json) return createJson();
  const width = options.width ?? stdout.columns;
  const { onArrival } = runMessages[language];
  const name = ({ title, isForeign }: TracedProgram) => (isForeign ? onArrival(title) : title);
  const layout = {
    width,
    language,
    style,
    wire: options.wire ?? true,
    hex: options.hex ?? false,
    actors: programs.map(({ actor }) => actor),
    chain: programs.map(({ actor }) => actor).filter(isServer),
    titles: Object.fromEntries(programs.map((each) => [each.actor, name(each)])),
  };
  if (!options.plain && planColumns(layout)) return foldFrames(new Columns(layout), language);
  const isEndless = !stdout.isTerminal && options.width === undefined;
  const lane = new Lane(isEndless ? { ...layout, width: Number.POSITIVE_INFINITY } : layout);
  return foldFrames(lane, language);
}
