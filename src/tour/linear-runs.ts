// The runs of the linear play: a run block's rows and its chart, and why its programs failed.
import path from 'node:path';
import type { Run, RunProgram } from '../course/block.ts';
import { locateProgram } from '../course/run-blocks.ts';
import { type ChartRecorder, openChartRecorder } from '../play/chart-recorder.ts';
import type { LessonCopy } from '../play/lesson-copy.ts';
import { openOutsiders } from '../play/outsiders.ts';
import { playRunBlock } from '../play/playback.ts';
import { repeatSession } from '../play/repeat.ts';
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
import { COLUMNS_NEEDED, createColumns } from '../screen/columns.ts';
import { createLane } from '../screen/lane.ts';
import type { View } from '../screen/view.ts';
import { isServer } from '../stage/run-state.ts';
import { openStage, type Stage } from '../stage/stage.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';
import { runMessages } from '../text/messages/run.ts';
import { PROSE_COLUMNS, wrapText } from '../text/wrap.ts';
import type { Layout } from './blocks.ts';
import { findPrograms } from './lesson-files.ts';
import type { TourContext, TourOptions } from './tour-context.ts';

/** How long each of many runs may take, in ms. */
const RUN_MS = 10_000;

/** What the runs of a lesson are played with. */
export interface LinearRunsOptions {
  context: TourContext;
  options: TourOptions;
  copy: LessonCopy;
  /** Where the programs meet. */
  place: RunAddress;
  layout: Layout;
}

/** Plays run blocks on one stage, one after the other. */
export class LinearRuns {
  readonly #context: TourContext;
  readonly #options: TourOptions;
  readonly #copy: LessonCopy;
  readonly #layout: Layout;
  readonly #places: ProgramPlaces;
  readonly #abort = new AbortController();
  readonly #stage: Stage;
  readonly #outsiders = openOutsiders(() => this.#stage.programs);
  #rows: RowWriter | null = null;
  #recorder: ChartRecorder | null = null;
  #repeatedStage: Stage | null = null;

  constructor({ context, options, copy, place, layout }: LinearRunsOptions) {
    this.#context = context;
    this.#options = options;
    this.#copy = copy;
    this.#layout = layout;
    const { directory, lesson } = copy;
    const locate = (program: RunProgram) => locateProgram(program, lesson.directory, directory);
    const onMove: ProgramPlaces['onMove'] = (note) => this.print(note[context.language]);
    this.#places = { directory, locate, place, onMove };
    this.#stage = openStage({ onEvent: (event) => this.#take(event) });
  }

  /** Plays a block, as often as it asks for. */
  async play(block: Run): Promise<void> {
    const { times } = block.options;
    await (times === undefined ? this.#playWithRows(block) : this.#playTimes(block, times));
  }

  /** Prints a note, wrapped. */
  print(note: string): void {
    this.#context.stdout.print(...wrapText(note, Math.min(this.#layout.columns, PROSE_COLUMNS)));
  }

  /** Ends what runs; programs that tidy up have a moment for it. */
  stop(): void {
    this.#abort.abort();
    void this.#stage.stop();
  }

  /** Kills what runs, at once. */
  kill(): void {
    this.#abort.abort();
    const programs = [...this.#stage.programs, ...(this.#repeatedStage?.programs ?? [])];
    for (const program of programs) if (!program.exit) program.signal('SIGKILL');
  }

  /** Stops what runs, without rows of that. */
  async end(): Promise<void> {
    this.#rows = null;
    await this.#stage.stop();
  }

  #take(event: TraceEvent): void {
    this.#rows?.add(event);
    this.#recorder?.take(event);
    this.#outsiders.take(event);
  }

  async #playWithRows(block: Run): Promise<void> {
    const { stdout, language } = this.#context;
    const { chart } = block.options;
    const { directory, place } = this.#places;
    const stage = this.#stage;
    const view = this.#openView(block);
    stdout.print(...view.heading());
    const rows = openRowWriter(withOrigin(view), stdout, () => {});
    this.#rows = rows;
    const recorder = chart === undefined ? null : openChartRecorder(chart);
    this.#recorder = recorder;
    const { obstacle, since } = await retryLostPort(
      () => playRunBlock(stage, directory, block, this.#places),
      () => !this.#abort.signal.aborted && hasLostPort(stage, place),
    );
    await stage.settled();
    await rows.drained();
    if (obstacle) this.print(describeObstacle(obstacle, language));
    for (const note of await this.#outsiders.describe(language)) this.print(note);
    if (recorder) this.#drawChart(recorder, view.origin);
    this.#recorder = null;
    await this.#explainNew(since);
  }

  /** Plays a block many times, each time with a server; those that run stop, for the port's sake. */
  async #playTimes(block: Run, times: number): Promise<void> {
    const { stdout, language } = this.#context;
    await this.#stage.stop();
    const recorder = openChartRecorder(block.options.chart ?? 'chunks');
    const proxy = planBlockProxy(block.options);
    const { done, failed } = await repeatSession({
      plan: await planSession(this.#withServer(block), this.#places, proxy),
      times,
      recorder,
      signal: this.#abort.signal,
      limitMs: RUN_MS,
      onStage: (opened) => {
        this.#repeatedStage = opened;
      },
      onProgress: () => {},
      onFailure: async () => {},
    });
    this.#repeatedStage = null;
    if (done === 0) return;
    this.#drawChart(recorder, 0);
    if (failed === 0) return;
    stdout.print(...wrapText(runMessages[language].someFailed(failed, done), this.#layout.columns));
  }

  /** A block's programs, after the server that was started last where it has none. */
  #withServer({ programs }: Run): readonly RunProgram[] {
    if (programs.some(({ actor }) => isServer(actor))) return programs;
    const server = this.#stage.programs.find(({ actor }) => isServer(actor));
    if (!server) return programs;
    const file = path.relative(this.#places.directory, server.file);
    return [{ actor: server.actor, file }, ...programs];
  }

  #openView(block: Run): View {
    const { columns, style, language } = this.#layout;
    const options = this.#options;
    const programs = [...findPrograms(this.#copy.lesson), ...block.programs];
    const titles = Object.fromEntries(programs.map(({ actor, file }) => [actor, file]));
    const actors = Object.keys(titles);
    const wire = options.wire ?? true;
    const hex = options.hex ?? block.options.hex ?? false;
    // The prose tells of times.
    const given = { width: columns, style, language, times: true };
    const viewOptions = { ...given, wire, hex, actors, titles };
    const isLane = options.plain || options.linear || columns < COLUMNS_NEEDED;
    return isLane ? createLane(viewOptions) : createColumns(viewOptions);
  }

  #drawChart(drawn: ChartRecorder, origin: number): void {
    const { columns: width, style, language } = this.#layout;
    const { environment, stdout } = this.#context;
    const { plain, linear } = this.#options;
    const form = plain || linear || environment.TERM === 'dumb' ? 'words' : 'picture';
    stdout.print('', ...drawn.render({ width, style, language, form, origin }));
  }

  async #explainNew(since: number): Promise<void> {
    const stage = this.#stage;
    const { style } = this.#layout;
    const currentLesson = this.#copy.lesson.folder;
    const around = { ...this.#context, stage, style, currentLesson };
    for (const { actor, kind, code, signal } of stage.events.slice(since)) {
      if (kind !== 'exit' || code === 0 || signal) continue;
      for (const note of await explainFailure(actor, around)) this.print(note);
    }
  }
}

/** A view whose times count from its first event. */
function withOrigin(view: View): View {
  let isFirst = true;
  const row = view.row.bind(view);
  view.row = (event: TraceEvent) => {
    if (isFirst) view.origin = event.at;
    isFirst = false;
    return row(event);
  };
  return view;
}
