// The linear play: a lesson straight through, append-only, without a question.
import path from 'node:path';
import type { Predict, Run, RunProgram, Step } from '../course/block.ts';
import { isSolution, listPlayedBlocks, locateProgram } from '../course/run-blocks.ts';
import { type ChartRecorder, openChartRecorder } from '../play/chart-recorder.ts';
import { openInterrupts } from '../play/interrupts.ts';
import { type LessonCopy, openLessonCopy } from '../play/lesson-copy.ts';
import { openOutsiders } from '../play/outsiders.ts';
import { type BlockEnd, playRunBlock } from '../play/playback.ts';
import { planBlockProxy } from '../play/proxy-plan.ts';
import { repeatSession } from '../play/repeat.ts';
import { openRowWriter, type RowWriter } from '../play/row-writer.ts';
import { openRunAddress, type RunAddress } from '../play/run-address.ts';
import { explainFailure } from '../play/run-notes.ts';
import { isServer } from '../play/run-state.ts';
import { findFailedServer, hasLostPort } from '../play/servers.ts';
import { planSession } from '../play/session-plan.ts';
import { createColumns } from '../screen/columns.ts';
import { createLane } from '../screen/lane.ts';
import { createStyle } from '../screen/style.ts';
import type { View } from '../screen/view.ts';
import { openStage, type Stage } from '../stage/stage.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { Bilingual } from '../text/language.ts';
import { runMessages } from '../text/messages/run.ts';
import { runAddressMessages } from '../text/messages/run-address.ts';
import { walkMessages } from '../text/messages/walk.ts';
import { wrapText } from '../text/wrap.ts';
import { type Layout, renderBlock, renderOpening, renderTitle } from './blocks.ts';
import { findPrograms } from './lesson-files.ts';
import { renderOutcome, renderQuestion } from './prediction.ts';
import { COLUMNS_NEEDED } from './rows.ts';
import type { TourContext, TourOptions } from './tour-context.ts';

/** How often a block is played where others take its port at the last moment. */
const TRIES = 3;

/** How long each of many runs may take, in ms. */
const RUN_MS = 10_000;

/** Plays the named lesson, or the current one; resolves to the exit code. */
export async function playLinear(
  context: TourContext,
  options: TourOptions,
  name: string | undefined,
): Promise<number> {
  const copy = openLessonCopy(context, name);
  const { environment, language } = context;
  const place = await openRunAddress({ environment, port: options.port });
  const reciter = openReciter(context, options, copy, place);
  const interrupts = openInterrupts(() => reciter.kill());
  interrupts.signal.addEventListener('abort', () => reciter.stop());
  context.stderr.print(...copy.notes, ...place.notes.map((note) => note[language]));
  context.stdout.print(...renderOpening(copy.lesson, reciter.layout));
  const { steps } = copy.lesson;
  for (const [index, step] of steps.entries()) {
    if (interrupts.signal.aborted) break;
    context.stdout.print(...renderTitle(step, index + 1, steps.length, reciter.layout));
    await reciter.recite(step, () => interrupts.signal.aborted);
  }
  await reciter.end();
  interrupts.close();
  place.close();
  return interrupts.exitCode ?? 0;
}

/** Recites steps: prose as it stands, run blocks as real runs, questions with their answers after the run. */
function openReciter(
  context: TourContext,
  options: TourOptions,
  copy: LessonCopy,
  place: RunAddress,
) {
  const { stdout, language } = context;
  const style = createStyle({ colour: context.hasColour, links: context.hasLinks });
  const columns = options.width ?? stdout.columns;
  const layout: Layout = { columns, style, language };
  const isLane = options.plain || options.linear || columns < COLUMNS_NEEDED;
  let questions: Predict[] = [];
  let rows: RowWriter | null = null;
  let gathering: ChartRecorder | null = null;
  const { directory, lesson } = copy;
  const locate = (program: RunProgram) => locateProgram(program, lesson.directory, directory);
  const programsOf = new Map(
    listPlayedBlocks(lesson).map(({ block, programs }) => [block, programs]),
  );
  let isSolutionTold = false;
  const abort = new AbortController();
  let repeatedStage: Stage | null = null;
  const outsiders = openOutsiders(() => stage.programs);
  const onMove = (note: Bilingual) => print(note[language]);
  const stage: Stage = openStage({
    onEvent(event) {
      rows?.add(event);
      gathering?.take(event);
      outsiders.take(event);
    },
  });

  function openView(block: Run): View {
    const programs = [...findPrograms(copy.lesson), ...block.programs];
    const titles = Object.fromEntries(programs.map(({ actor, file }) => [actor, file]));
    const actors = Object.keys(titles);
    const wire = options.wire ?? true;
    const hex = options.hex ?? block.options.hex ?? false;
    // The prose tells of times.
    const given = { width: columns, style, language, times: true };
    const viewOptions = { ...given, wire, hex, actors, titles };
    return isLane ? createLane(viewOptions) : createColumns(viewOptions);
  }

  async function playWithRows(block: Run): Promise<void> {
    const view = openView(block);
    const { chart } = block.options;
    stdout.print(...view.heading());
    rows = openRowWriter(withOrigin(view), stdout, () => {});
    gathering = chart === undefined ? null : openChartRecorder(chart);
    const play = () => playRunBlock(stage, directory, block, { place, locate, onMove });
    let { end, since } = await play();
    for (
      let time = 1;
      time < TRIES && hasLostPort(stage, place) && !abort.signal.aborted;
      time += 1
    ) {
      ({ end, since } = await play());
    }
    await stage.settled();
    await rows.drained();
    tellEnd(end);
    for (const { actor, address } of await outsiders.found()) {
      print(runAddressMessages[language].outsider(actor, address));
    }
    if (gathering) drawChart(gathering, view.origin);
    gathering = null;
    await explainNew(since);
  }

  /** Says why clients were not started. */
  function tellEnd(end: BlockEnd['end']): void {
    const say = runAddressMessages[language];
    if (end === 'notProxied') print(walkMessages[language].notProxied);
    if (end === 'held') print(say.portHeld(place.port));
    const failed = end === 'serverFailed' ? findFailedServer(stage) : null;
    if (failed) print(say.serverFailed(path.basename(failed.file)));
  }

  /** Plays a block many times, each time with a server; those that run stop, for the port's sake. */
  async function playTimes(block: Run, times: number): Promise<void> {
    await stage.stop();
    const { note } = await place.prepare();
    if (note) onMove(note);
    const { environment } = place;
    const say = runMessages[language];
    const many = openChartRecorder(block.options.chart ?? 'chunks');
    const { done, failed } = await repeatSession({
      plan: planSession(
        withServer(block),
        { directory, locate, environment },
        planBlockProxy(block.options),
      ),
      times,
      gathering: many,
      signal: abort.signal,
      limitMs: RUN_MS,
      onStage: (opened) => {
        repeatedStage = opened;
      },
      onProgress: () => {},
      onFailure: async () => {},
    });
    repeatedStage = null;
    if (done === 0) return;
    drawChart(many, 0);
    if (failed > 0) stdout.print(...wrapText(say.someFailed(failed, done), columns));
  }

  /** A block's programs, after the server that was started last where it has none. */
  function withServer({ programs }: Run): readonly RunProgram[] {
    if (programs.some(({ actor }) => isServer(actor))) return programs;
    const server = stage.programs.find(({ actor }) => isServer(actor));
    if (!server) return programs;
    return [{ actor: server.actor, file: path.relative(directory, server.file) }, ...programs];
  }

  function drawChart(drawn: ChartRecorder, origin: number): void {
    const isPlain = options.plain || options.linear || context.environment.TERM === 'dumb';
    const form = isPlain ? 'words' : 'picture';
    stdout.print('', ...drawn.render({ width: columns, style, language, form, origin }));
  }

  async function play(written: Run): Promise<void> {
    const block = { ...written, programs: programsOf.get(written) ?? written.programs };
    if (!isSolutionTold && block.programs.some(isSolution)) {
      isSolutionTold = true;
      print(walkMessages[language].solutionRuns);
      stdout.print('');
    }
    const { times } = block.options;
    await (times === undefined ? playWithRows(block) : playTimes(block, times));
    stdout.print('');
    // There is nobody to wait for between a run and its explanation.
    for (const question of questions) {
      stdout.print(...renderOutcome({ block: question, chosen: null }, layout));
    }
    questions = [];
  }

  function print(note: string): void {
    stdout.print(...wrapText(note, Math.min(columns, 88)));
  }

  async function explainNew(since: number): Promise<void> {
    const around = {
      ...context,
      stage,
      style,
      currentLesson: copy.lesson.folder,
    };
    for (const event of stage.events.slice(since)) {
      if (event.kind !== 'exit' || event.code === 0 || event.signal) continue;
      for (const note of await explainFailure(event.actor, around)) {
        print(note);
      }
    }
  }

  return {
    layout,
    async recite(step: Step, isOver: () => boolean) {
      for (const block of step.blocks) {
        if (isOver()) return;
        if (block.kind === 'run') await play(block);
        else if (block.kind === 'predict') {
          questions.push(block);
          stdout.print(...renderQuestion(block, layout));
        } else stdout.print(...renderBlock(block, layout));
      }
    },
    /** Ends what runs; programs that tidy up have a moment for it. */
    stop() {
      abort.abort();
      void stage.stop();
    },
    kill() {
      abort.abort();
      const programs = [...stage.programs, ...(repeatedStage?.programs ?? [])];
      for (const program of programs) if (!program.exit) program.signal('SIGKILL');
    },
    async end() {
      rows = null;
      await stage.stop();
      await stdout.drained();
    },
  };
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
