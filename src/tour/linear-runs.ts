// The runs of the linear play: a run block's rows and its chart, and why its programs failed.
import type { Run, RunProgram } from '../course/block.ts';
import { locateProgram } from '../course/run-blocks.ts';
import { type Layout, wrapLine } from '../play/blocks.ts';
import { listChain } from '../play/chain.ts';
import { openChartRecorder } from '../play/chart-recorder.ts';
import { endAgain } from '../play/interrupts.ts';
import type { LessonCopy } from '../play/lesson-copy.ts';
import { nameAll } from '../play/other-programs.ts';
import { openOutsiders } from '../play/outsiders.ts';
import { playRunBlock } from '../play/playback.ts';
import { openRowWriter, type RowWriter } from '../play/row-writer.ts';
import type { RunAddress } from '../play/run-address.ts';
import { explainFailure } from '../play/run-notes.ts';
import { hasLostPort, retryLostPort } from '../play/servers.ts';
import {
  describeObstacle,
  type ProgramPlaces,
  planBlockProxy,
  planSession,
} from '../play/start.ts';
import { isFolded, type View } from '../screen/view.ts';
import type { FirstSignal } from '../stage/program.ts';
import { isServer } from '../stage/run-state.ts';
import { openStage, type Stage } from '../stage/stage.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';
import { walkMessages } from '../text/messages/walk.ts';
import { planOptions, sumUp } from './block-programs.ts';
import { findPrograms } from './lesson-files.ts';
import { beginWithRow, openView, type Titles } from './lesson-view.ts';
import { RepeatedRuns } from './repeated-runs.ts';
import type { Drawing } from './run-reports.ts';
import type { TourContext, TourOptions } from './tour-context.ts';

/** What the runs of a lesson are played with. */
export interface LinearRunsOptions {
  context: TourContext;
  options: TourOptions;
  copy: LessonCopy;
  /** Where the programs meet. */
  runAddress: RunAddress;
  layout: Layout;
}

/** Plays run blocks on one stage, one after the other. */
export class LinearRuns {
  readonly #given: LinearRunsOptions;
  readonly #places: ProgramPlaces;
  readonly #abort = new AbortController();
  readonly #stage: Stage;
  readonly #series: RepeatedRuns;
  readonly #outsiders = openOutsiders(() => this.#stage.programs);
  #stopped: Promise<void> | null = null;
  #rows: RowWriter | null = null;
  /** The files of the last heading. */
  #titles: Titles | null = null;
  /** The servers that were started last. */
  #servers: readonly RunProgram[] = [];
  #drawings: readonly Drawing[] = [];
  #isStatesTold = false;

  constructor(given: LinearRunsOptions) {
    const { context, copy, runAddress: place } = given;
    const { directory, lesson } = copy;
    const { language } = context;
    this.#given = given;
    const locate = (program: RunProgram) => locateProgram(program, lesson.directory, directory);
    this.#places = { directory, locate, place, onNote: (note) => this.print(note[language], '') };
    this.#stage = openStage({ onEvent: (event) => this.#take(event) });
    this.#series = new RepeatedRuns({
      text: { language, tell: (...notes) => this.print(...notes) },
      explain: (stage, actor) => this.#explain(stage, actor),
      draw: (chart) => this.#draw(chart, 0),
      onChange() {},
    });
  }

  /** Plays a block: once with its rows, or as often as it asks for, each time with a server. */
  async play(block: Run): Promise<void> {
    const { times, chart = 'chunks' } = block.options;
    if (times === undefined) return this.#playWithRows(block);
    // For the port's sake.
    await this.#stage.stop();
    const proxy = planBlockProxy(block.options);
    const plan = await planSession(this.#withServer(block), this.#places, proxy);
    if (!this.#abort.signal.aborted) await this.#series.play(plan, times, chart);
  }

  /** Prints notes, wrapped. */
  print(...notes: readonly string[]): void {
    const { context, layout } = this.#given;
    for (const note of notes) context.stdout.print(...wrapLine(note, layout));
  }

  /** Ends what runs; programs that tidy up have a moment for it. */
  stop(first: FirstSignal): void {
    this.#abort.abort();
    this.#series.end();
    this.#stopped = this.#stage.stop(first);
  }

  /** Ends what still runs after so many signals. */
  endAgain(before: number): void {
    endAgain([...this.#stage.programs, ...(this.#series.stage?.programs ?? [])], before);
  }

  /** Stops what runs, without rows of that. */
  async end(): Promise<void> {
    await this.#stopped;
    this.#rows = null;
    await this.#stage.stop();
  }

  #take(event: TraceEvent): void {
    this.#rows?.add(event);
    for (const drawing of this.#drawings) drawing.take(event);
    this.#outsiders.take(event);
  }

  async #playWithRows(block: Run): Promise<void> {
    const { stdout, language } = this.#given.context;
    const { chart, failures: expected = [] } = planOptions(block);
    const { directory, place } = this.#places;
    const stage = this.#stage;
    if (block.options.states && !this.#isStatesTold) this.print(walkMessages[language].statesNote);
    this.#isStatesTold ||= block.options.states ?? false;
    const servers = block.programs.filter(({ actor }) => isServer(actor));
    if (servers.length > 0) this.#servers = servers;
    const view = this.#openView(block);
    const many = new Set(listMany(block));
    const rows = openRowWriter(beginWithRow(view), stdout, () => {});
    this.#rows = rows;
    const recorder = chart === undefined ? null : openChartRecorder(chart);
    const drawings = [await sumUp(block.programs), recorder].filter((each) => each !== null);
    this.#drawings = drawings;
    const { obstacle, since } = await retryLostPort(
      () => playRunBlock(stage, directory, block, this.#places),
      () => !this.#abort.signal.aborted && hasLostPort(stage, place),
    );
    await stage.settled();
    await rows.drained();
    const events = stage.after(since);
    const folded = events.filter((event) => isFolded(event, view)).length;
    if (folded > 0) this.print(walkMessages[language].moreRowsLinear(folded));
    if (obstacle) this.print(describeObstacle(obstacle, language));
    this.print(...(await this.#outsiders.describe(language)));
    for (const drawing of drawings) this.#draw(drawing, view.origin);
    this.#drawings = [];
    const told = new Set<string>();
    for (const { actor, kind, code, signal } of events) {
      // What the text is about to tell is not told before.
      if (kind !== 'exit' || code === 0 || signal || expected.includes(actor)) continue;
      // Of many clients, one failure is explained.
      const group = many.has(actor) ? 'many' : actor;
      if (told.has(group)) continue;
      told.add(group);
      this.print(...(await this.#explain(stage, actor)));
    }
  }

  /** A block's programs, after the server that was started last where it has none. */
  #withServer({ programs }: Run): readonly RunProgram[] {
    if (programs.some(({ actor }) => isServer(actor))) return programs;
    return [...this.#servers, ...programs];
  }

  #openView(block: Run): View {
    const { options, copy, layout } = this.#given;
    const { columns: width, ...how } = layout;
    const name = (list: readonly RunProgram[]) => nameAll(list, layout.language);
    // Clients alone meet the server that runs.
    const isServed = block.programs.some(({ actor }) => isServer(actor));
    const others = isServed || !this.#titles ? name(findPrograms(copy.lesson)) : this.#titles;
    const titles = { ...others, ...name(block.programs) };
    this.#titles = titles;
    const { rows } = block.options;
    const wire = options.wire ?? (rows ? new Set(rows) : true);
    const hex = options.hex ?? block.options.hex ?? false;
    const chain = listChain(titles, this.#places.locate);
    const isLane = options.plain || options.linear;
    return openView({ ...how, width, wire, hex, titles, chain, many: listMany(block) }, isLane);
  }

  #draw(drawing: Pick<Drawing, 'render'>, origin: number): void {
    const { context, options, layout } = this.#given;
    const { columns: width, ...how } = layout;
    const isPlain = options.plain || options.linear || context.environment.TERM === 'dumb';
    const form = isPlain ? 'words' : 'picture';
    context.stdout.print('', ...drawing.render({ ...how, width, form, origin }));
  }

  #explain(stage: Stage, actor: string): Promise<string[]> {
    const { context, copy, layout } = this.#given;
    const currentLesson = copy.lesson.folder;
    return explainFailure(actor, { ...context, stage, style: layout.style, currentLesson });
  }
}

/** The actors of a block's many clients. */
function listMany({ programs }: Run): string[] {
  return programs.filter(({ many }) => many !== undefined).map(({ actor }) => actor);
}
