// What is told of a lesson's programs as they run: their rows, a chart, why one failed, and whom they connected to.
import path from 'node:path';
import type { RunProgram } from '../course/block.ts';
import type { ChartRecorder } from '../play/chart-recorder.ts';
import { openOutsiders } from '../play/outsiders.ts';
import type { RunAddress } from '../play/run-address.ts';
import { hasLostPort } from '../play/servers.ts';
import { before } from '../stage/deadline.ts';
import { PROXY } from '../stage/proxy/proxy.ts';
import type { Stage } from '../stage/stage.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { Language } from '../text/language.ts';
import type { Rows } from './rows.ts';
import { type SettledWatch, watchSettled } from './run-settled.ts';

/** Tells of programs as they run. */
export interface RunReports {
  /** Takes an event of the stage's. */
  take(event: TraceEvent): void;
  /** Begins to follow programs that are to be started next; their chart is drawn when they have come to rest. */
  follow(programs: readonly RunProgram[], chart: ChartRecorder | null): void;
  /** Follows none any more, and forgets who failed. */
  leave(): void;
  /** Waits no longer for those that are followed. */
  settle(): void;
  /** Settles when those that are followed have come to rest, or are not going to soon. */
  readonly settled: Promise<void>;
  /** Whether programs are being stopped: what comes of that is the tour's doing, and no news. */
  isStopping: boolean;
  /** The files of the programs that failed by themselves since they are followed. */
  readonly failed: readonly string[];
}

/** Where and how is told. */
export interface RunReportsOptions {
  scene: Rows;
  /** Where the programs meet. */
  place: RunAddress;
  /** The language of explanations, now. */
  getLanguage(): Language;
  /** Why an actor's program failed, in plain words. */
  explain(stage: Stage, actor: string): Promise<string[]>;
  /** Prints a note, wrapped. */
  tell(note: string): void;
  /** Prints a chart. */
  draw(recorder: ChartRecorder): void;
  /** Called when what runs has changed. */
  onChange(): void;
}

/** How long rows of programs that have ended may be on their way, in ms. */
const SETTLE_MS = 300;

/** Opens reports of the programs on a stage; whoever opens them has each of its events taken. */
export function openRunReports(stage: Stage, options: RunReportsOptions): RunReports {
  const { scene, place, tell, onChange } = options;
  const outsiders = openOutsiders(() => stage.programs);
  const failed = new Set<string>();
  let calm: SettledWatch | null = null;
  let recorder: ChartRecorder | null = null;

  /** Tells of connections to programs that are not part of the run, after the rows. */
  async function tellOutsiders(): Promise<void> {
    const notes = await outsiders.describe(options.getLanguage());
    if (notes.length > 0 && calm) await before(calm.reached, SETTLE_MS);
    for (const note of notes) tell(note);
  }

  /** Explains a failure, after the rows of those who lived through it. */
  async function explain(actor: string): Promise<void> {
    const notes = await options.explain(stage, actor);
    if (calm) await before(calm.reached, SETTLE_MS);
    await before(stage.settled(), SETTLE_MS);
    for (const note of notes) tell(note);
  }

  const reports: RunReports = {
    isStopping: false,
    take(event) {
      const { isStopping } = reports;
      const isOurStop = isStopping && event.kind === 'exit' && event.signal !== null;
      if (!isOurStop && !(isStopping && event.actor === PROXY)) {
        scene.show(event);
        recorder?.take(event);
      }
      calm?.take(event);
      outsiders.take(event);
      if (event.kind === 'connect') void tellOutsiders();
      if (event.kind === 'start' || event.kind === 'exit') onChange();
      if (event.kind !== 'exit' || isOurStop) return;
      if ((event.code === 0 && event.signal === null) || hasLostPort(stage, place)) return;
      failed.add(path.basename(stage.program(event.actor)?.file ?? event.actor));
      void explain(event.actor);
    },
    follow(programs, chart) {
      reports.leave();
      const mine = watchSettled(programs, stage.events);
      calm = mine;
      recorder = chart;
      void mine.reached.then(() => {
        if (chart && calm === mine && !reports.isStopping) options.draw(chart);
      });
    },
    leave() {
      calm?.end();
      calm = null;
      recorder = null;
      failed.clear();
    },
    settle: () => calm?.end(),
    get settled() {
      return calm?.reached ?? Promise.resolve();
    },
    get failed() {
      return [...failed];
    },
  };
  return reports;
}
