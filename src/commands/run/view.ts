// How a run is drawn: columns, one lane, or JSON.
import { createColumns } from '../../screen/columns.ts';
import { createJson } from '../../screen/json.ts';
import { createLane } from '../../screen/lane.ts';
import type { View } from '../../screen/view.ts';
import { createStyleOf, type Job } from './job.ts';

/** Below this many columns two columns are too narrow to read. */
const COLUMNS_NEEDED = 60;

/** The view that the options and the width of the output ask for. */
export function createView({ context, options, target }: Job): View {
  if (options.json) return createJson();
  const { stdout, language } = context;
  const programs = [...(target.server ? [target.server] : []), ...target.clients];
  const width = options.width ?? stdout.columns;
  const viewOptions = {
    width,
    language,
    style: createStyleOf(context),
    wire: options.wire ?? true,
    hex: options.hex ?? false,
    actors: programs.map(({ actor }) => actor),
    titles: Object.fromEntries(programs.map(({ actor, file }) => [actor, nameFile(file)])),
  };
  if (!options.plain && width >= COLUMNS_NEEDED) return createColumns(viewOptions);
  const isEndless = !stdout.isTerminal && options.width === undefined;
  return createLane(isEndless ? { ...viewOptions, width: Number.POSITIVE_INFINITY } : viewOptions);
}

function nameFile(file: string): string {
  return file.split(/[\\/]/).at(-1) ?? file;
}
