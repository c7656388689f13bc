// The view that the options and the width of the output ask for.
import type { TracedProgram } from '../../play/trace-file.ts';
import { planColumns } from '../../screen/column-plan.ts';
import { Columns } from '../../screen/columns.ts';
import { foldFrames } from '../../screen/frames.ts';
import { createJson } from '../../screen/json.ts';
import { Lane } from '../../screen/lane.ts';
import { ManyView } from '../../screen/many-clients/many-view.ts';
import type { View } from '../../screen/view.ts';
import { isServer } from '../../stage/run-state.ts';
import { manyMessages } from '../../text/messages/many.ts';
import { runMessages } from '../../text/messages/run.ts';
import type { Context } from '../context.ts';
import type { Options } from '../options.ts';

/** A view of these programs, the server first. */
export function createView(
  { stdout, language, style }: Context,
  options: Options,
  all: readonly TracedProgram[],
): View {
  if (options.json) return createJson();
  const width = options.width ?? stdout.columns;
  const { onArrival } = runMessages[language];
  const many = all.filter(({ isOneOfMany }) => isOneOfMany).map(({ actor }) => actor);
  const programs = all.filter(({ actor }) => actor === many[0] || !many.includes(actor));
  const name = ({ actor, title, isForeign }: TracedProgram) => {
    if (actor === many[0]) return manyMessages[language].times(title, many.length);
    return isForeign ? onArrival(title) : title;
  };
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
  const isEndless = !stdout.isTerminal && options.width === undefined;
  const view =
    !options.plain && planColumns(layout)
      ? new Columns(layout)
      : new Lane(isEndless ? { ...layout, width: Number.POSITIVE_INFINITY } : layout);
  return foldFrames(many.length > 0 ? new ManyView(view, many, language) : view, language);
}
