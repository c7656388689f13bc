// The performance: a lesson's programs on the stage, drawn on the page, explained when they fail.
import path from 'node:path';
import type { RunProgram } from '../course/block.ts';
import { isSolution, takeOwn } from '../course/run-blocks.ts';
import type { RunOptions } from '../course/run-options.ts';
import type { ChartRecorder } from '../play/chart-recorder.ts';
import { openOutsiders } from '../play/outsiders.ts';
import { planBlockProxy } from '../play/proxy-plan.ts';
import type { RunAddress } from '../play/run-address.ts';
import { isServer } from '../play/run-state.ts';
import { findFailedServer, hasLostPort } from '../play/servers.ts';
import { planSession } from '../play/session-plan.ts';
import { findListening } from '../stage/alive.ts';
import { before } from '../stage/deadline.ts';
import { PROXY } from '../stage/proxy/proxy.ts';
import { LISTEN_MS } from '../stage/session.ts';
import type { Spares } from '../stage/spares/spares.ts';
import { openStage, type Stage } from '../stage/stage.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { ChartKind } from '../text/chart-kind.ts';
import type { Bilingual, Language } from '../text/language.ts';
import { runAddressMessages } from '../text/messages/run-address.ts';
import { walkMessages } from '../text/messages/walk.ts';
import { openLessonPrograms, type StartObstacle } from './lesson-programs.ts';
import { openRepeatedRuns } from './repeated-runs.ts';
import type { Rows } from './rows.ts';
import { type SettledWatch, watchSettled } from './run-settled.ts';

/** The programs of a lesson as the walk handles them. What is asked for while something starts waits its turn. */
export interface Programs {
  readonly stage: Stage;
  /**
   * Starts programs, with their heading; the clients through a proxy where the options ask for one. As often as they
   * say, then without rows. Their chart is drawn when they have come to rest.
   */
  play(programs: readonly RunProgram[], options: RunOptions): Promise<void>;
  /**
   * Stops all and starts again what was on last; in between it calls `onHalt`. What is being started goes
   * no further. Asked for twice while it waits, it happens once.
   */
  replay(onHalt: () => void): Promise<void>;
  /** Has spares ready for programs that may be started next. */
  prepare(programs: readonly RunProgram[]): void;
  /** Says what `replay` is to start, and how. */
  expect(programs: readonly RunProgram[], options: RunOptions): void;
  /** Has `replay` start the learner's own programs in place of solutions. */
  expectOwn(): void;
  /** Stops what runs, and what is being started. */
  stop(): Promise<void>;
  /** Settles when nothing waits to be started any more. */
  started(): Promise<void>;
  /** Settles when what was started last has come to rest, or is not going to soon. */
  calm(): Promise<void>;
  /** Kills what runs, at once. */
  kill(): void;
  readonly running: readonly string[];
  /** Whether programs are being started or stopped. */
  readonly isBusy: boolean;
  /** How many runs of many are done; null where there is only one. */
  readonly progress: { done: number; all: number } | null;
  /** The files of the programs that failed in the last run, by themselves. */
  readonly failed: readonly string[];
  /** Whether not all could be started that was to be started last. */
  readonly hasFailedStart: boolean;
  /** Whether there is nothing to replay. */
  readonly isEmpty: boolean;
  /** Whether a server was started, running or not. */
  readonly hasServer: boolean;
  /** Where a client connects: to the proxy where there is one, else to the server; null where it doesn't listen. */
  readonly address: string | null;
}

/** What a performance needs. */
export interface ProgramsOptions {
  scene: Rows;
  /** Spares for the programs, if there are to be any. */
  spares: Spares | undefined;
  /** The learner's copy, absolute. */
  directory: string;
  /** Says where a program lies, absolute. */
  locate(program: RunProgram): string;
  /** The client that a lesson's server has, unless another is named; null where it has none. */
  clientFile: string | null;
  /** Where the programs meet. */
  place: RunAddress;
  /** The language of explanations, now. */
  getLanguage(): Language;
  /** Why an actor's program failed, in plain words. */
  explain(stage: Stage, actor: string): Promise<string[]>;
  /** Prints a note, wrapped. */
  tell(note: string): void;
  /** Prints a chart. */
  draw(gathering: ChartRecorder): void;
  /** Called when what runs has changed. */
  onChange(): void;
}

/** How often programs are started where others take their port at the last moment. */
const TRIES = 3;

/** How long rows of programs that have ended may be on their way, in ms. */
const SETTLE_MS = 300;

/** Opens a performance in which nothing runs yet. */
export function openPrograms(options: ProgramsOptions): Programs {
  const { scene, spares, directory, locate, place, clientFile, tell, onChange, getLanguage } =
    options;
  const stage = openStage({ onEvent: take, spares });
  const onMove = (note: Bilingual) => tell(note[getLanguage()]);
  const cast = openLessonPrograms({ stage, spares, directory, locate, place, onMove });
  const outsiders = openOutsiders(() => stage.programs);
  const failed = new Set<string>();
  let obstacle: StartObstacle | null = null;
  const { explain: explainIn, draw } = options;
  const series = openRepeatedRuns({ getLanguage, explain: explainIn, tell, draw, onChange });
  let titles: Readonly<Record<string, string>> = {};
  let calm: SettledWatch | null = null;
  let isStopping = false;
  let waiting = 0;
  let isReplayWaiting = false;
  /** Count what was called off, and what was stopped for good: what had been asked for before goes no further. */
  let callOffs = 0;
  let stops = 0;
  let wish: RunOptions = {};
  let gathering: ChartRecorder | null = null;
  let queue = Promise.resolve();

  function take(event: TraceEvent): void {
    // What comes of a program being stopped is the tour's doing, and no news.
    const isOurStop = isStopping && event.kind === 'exit' && event.signal !== null;
    if (!isOurStop && !(isStopping && event.actor === PROXY)) {
      scene.show(event);
      gathering?.take(event);
    }
    calm?.take(event);
    outsiders.take(event);
    if (event.kind === 'connect') void tellOutsiders();
    if (event.kind === 'start' || event.kind === 'exit') onChange();
    if (event.kind !== 'exit') return;
    if (isOurStop || (event.code === 0 && event.signal === null)) return;
    if (hasLostPort(stage, place)) return;
    failed.add(path.basename(stage.program(event.actor)?.file ?? event.actor));
    void explain(event.actor);
  }

  /** Tells of connections to programs that are not part of the run, after the rows. */
  async function tellOutsiders(): Promise<void> {
    const found = await outsiders.found();
    if (found.length > 0 && calm) await before(calm.reached, SETTLE_MS);
    const say = runAddressMessages[getLanguage()];
    for (const { actor, address } of found) tell(say.outsider(actor, address));
  }

  /** Explains a failure, after the rows of those who lived through it. */
  async function explain(actor: string): Promise<void> {
    const notes = await options.explain(stage, actor);
    if (calm) await before(calm.reached, SETTLE_MS);
    await before(stage.settled(), SETTLE_MS);
    for (const note of notes) tell(note);
  }

  function enqueue(action: () => Promise<void>): Promise<void> {
    const mine = stops;
    waiting += 1;
    onChange();
    const done = queue
      .then(() => (mine === stops ? action() : undefined))
      .finally(() => {
        waiting -= 1;
        onChange();
      });
    // An action that failed tells whoever asked for it, and the next one is tried all the same.
    queue = done.catch(() => {});
    return done;
  }

  /** Ends what runs, and what is being started, without waiting for its turn. */
  function callOff(): void {
    isStopping = true;
    callOffs += 1;
    series.end();
    calm?.end();
    void cast.stop();
  }

  async function halt(): Promise<void> {
    isStopping = true;
    await cast.stop();
    await before(stage.settled(), SETTLE_MS);
    isStopping = false;
  }

  async function start(list: readonly RunProgram[], go: () => Promise<StartObstacle | null>) {
    const picture = wish.chart === undefined ? null : await gatherFor(wish.chart);
    calm?.end();
    const mine = watchSettled(list, stage.events);
    calm = mine;
    gathering = picture;
    void mine.reached.then(() => {
      if (picture && calm === mine && !isStopping) options.draw(picture);
    });
    failed.clear();
    obstacle = null;
    obstacle = await go();
    for (let time = 1; time < TRIES && !isStopping && hasLostPort(stage, place); time += 1) {
      obstacle = await cast.replay();
    }
    tellObstacle();
    void watchAlone(list);
  }

  /** Nobody waits for a server that is started alone, so that it is told beside when it doesn't come to listen. */
  async function watchAlone(list: readonly RunProgram[]): Promise<void> {
    const [only, ...others] = list;
    const program =
      only && others.length === 0 && isServer(only.actor) && stage.program(only.actor);
    if (!program) return;
    const readiness = await stage.ready(program, LISTEN_MS);
    if (hasLostPort(stage, place) && stage.program(program.actor) === program && !isStopping) {
      await enqueue(() => start(list, () => cast.replay()));
      return;
    }
    if (readiness !== 'deadline') return;
    if (isStopping || program.exit || stage.program(program.actor) !== program) return;
    tell(walkMessages[getLanguage()].listenOverdue(only.file, LISTEN_MS / 1000));
  }

  /** Runs programs many times, without rows, and draws the chart; not where more was called off than `mine`. */
  async function repeat(list: readonly RunProgram[], times: number, mine: number): Promise<void> {
    calm?.end();
    calm = null;
    gathering = null;
    failed.clear();
    const { note } = await place.prepare();
    if (note) onMove(note);
    // The series would not hear of what was called off before it has begun.
    if (mine !== callOffs || isReplayWaiting) return;
    const { environment } = place;
    const plan = planSession(list, { directory, locate, environment }, planBlockProxy(wish));
    return series.play(plan, times, wish.chart ?? 'chunks');
  }

  /** The heading, and the first event of what is started next is the first of a run. */
  function openScene(): void {
    if (wish.times === undefined) scene.begin(titles, wish.hex);
  }

  function begin(list: readonly RunProgram[]): void {
    const names = Object.fromEntries(list.map(({ actor, file }) => [actor, file]));
    const isNewRun = list.some(({ actor }) => isServer(actor));
    // A server alone has its client still to come; beside two servers none may ever stand.
    const client = clientFile === null || list.length > 1 ? {} : { client: clientFile };
    titles = isNewRun ? { ...client, ...names } : { ...titles, ...names };
    openScene();
  }

  function expect(list: readonly RunProgram[], how: RunOptions): void {
    wish = how;
    titles = Object.fromEntries(list.map(({ actor, file }) => [actor, file]));
    cast.expect(list, planBlockProxy(how));
  }

  function tellObstacle(): void {
    if (obstacle === null || isStopping) return;
    const say = walkMessages[getLanguage()];
    if (obstacle === 'held') tell(runAddressMessages[getLanguage()].portHeld(place.port));
    else if (obstacle === 'notProxied') tell(say.notProxied);
    else if (obstacle === 'deadline')
      tell(say.listenDeadline(titles.server ?? '', LISTEN_MS / 1000));
    else if ('failed' in obstacle) {
      const file = path.basename(obstacle.failed.file);
      tell(runAddressMessages[getLanguage()].serverFailed(file));
    } else if ('exit' in obstacle) tell(say.notListening(titles.server ?? ''));
    calm?.end();
  }

  return {
    stage,
    play: (list, how) =>
      enqueue(async () => {
        const mine = callOffs;
        if (list.some(({ actor }) => isServer(actor))) await halt();
        wish = how;
        begin(list);
        if (how.times === undefined) return start(list, () => cast.play(list, planBlockProxy(how)));
        await cast.stop();
        cast.expect(list, planBlockProxy(how));
        return repeat(list, how.times, mine);
      }),
    async replay(onHalt) {
      callOff();
      if (isReplayWaiting) return queue;
      isReplayWaiting = true;
      await enqueue(async () => {
        isReplayWaiting = false;
        const mine = callOffs;
        await halt();
        // What was asked for meanwhile does all of this again.
        if (isReplayWaiting) return;
        onHalt();
        openScene();
        if (wish.times === undefined) await start(cast.programs, () => cast.replay());
        else await repeat(cast.programs, wish.times, mine);
      });
    },
    prepare: (list) => cast.prepare(list),
    expect,
    expectOwn() {
      if (cast.programs.some(isSolution)) expect(cast.programs.map(takeOwn), wish);
    },
    stop() {
      callOff();
      stops += 1;
      isReplayWaiting = false;
      return enqueue(halt);
    },
    started: () => queue,
    calm: async () => calm?.reached,
    kill() {
      isStopping = true;
      series.end();
      calm?.end();
      const programs = [...stage.programs, ...(series.stage?.programs ?? [])];
      for (const program of programs) if (!program.exit) program.signal('SIGKILL');
    },
    get running() {
      return cast.running;
    },
    get isBusy() {
      return waiting > 0;
    },
    get progress() {
      return series.progress;
    },
    get failed() {
      return [...failed];
    },
    get hasFailedStart() {
      return obstacle !== null || (cast.isHeld && findFailedServer(stage) !== null);
    },
    get isEmpty() {
      return cast.programs.length === 0;
    },
    get hasServer() {
      return cast.hasServer;
    },
    get address() {
      const server = findListening(stage.events, 'server').at(-1) ?? null;
      return server && (cast.proxyAddress ?? server);
    },
  };
}

/** Charts are loaded with the first one: most lessons begin without. */
async function gatherFor(chart: ChartKind): Promise<ChartRecorder> {
  const { openChartRecorder } = await import('../play/chart-recorder.ts');
  return openChartRecorder(chart);
}
