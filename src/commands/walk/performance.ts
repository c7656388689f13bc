// The performance: a lesson's programs on the stage, drawn on the page, explained when they fail.
import type { RunProgram } from '../../course/block.ts';
import { findListening } from '../../stage/alive.ts';
import { before } from '../../stage/deadline.ts';
import { LISTEN_MS } from '../../stage/session.ts';
import type { Spares } from '../../stage/spares.ts';
import { openStage, type Readiness, type Stage } from '../../stage/stage.ts';
import type { TraceEvent } from '../../stage/trace.ts';
import type { Language } from '../../text/language.ts';
import { walkMessages } from '../../text/messages/walk.ts';
import { isServer } from '../rest.ts';
import { type Calm, openCalm } from './calm.ts';
import { openCast } from './cast.ts';
import type { Scene } from './scene.ts';

/** The programs of a lesson as the walk handles them. What is asked for while something starts waits its turn. */
export interface Performance {
  readonly stage: Stage;
  /** Starts programs, with their heading. */
  play(programs: readonly RunProgram[]): Promise<void>;
  /**
   * Stops all and starts again what was on last; in between it calls `onHalt`. What is being started goes
   * no further. Asked for twice while it waits, it happens once.
   */
  replay(onHalt: () => void): Promise<void>;
  /** Has spares ready for programs that may be started next. */
  prepare(programs: readonly RunProgram[]): void;
  /** Says what `replay` is to start. */
  expect(programs: readonly RunProgram[]): void;
  /** Stops what runs, and what is being started. */
  stop(): Promise<void>;
  /** Settles when what was started last has come to rest, or is not going to soon. */
  calm(): Promise<void>;
  /** Kills what runs, at once. */
  kill(): void;
  readonly running: readonly string[];
  /** Whether programs are being started or stopped. */
  readonly isBusy: boolean;
  /** Whether there is nothing to replay. */
  readonly isEmpty: boolean;
  /** Whether a server was started, running or not. */
  readonly hasServer: boolean;
  /** Where the server listens, or null. */
  readonly address: string | null;
}

/** What a performance needs. */
export interface PerformanceOptions {
  scene: Scene;
  /** Spares for the programs, if there are to be any. */
  spares: Spares | undefined;
  /** The learner's copy, absolute. */
  directory: string;
  /** The client that a lesson's server has, unless another is named; null where it has none. */
  clientFile: string | null;
  port: number;
  /** The language of explanations, now. */
  getLanguage(): Language;
  /** Why an actor's program failed, in plain words. */
  explain(stage: Stage, actor: string): Promise<string[]>;
  /** Prints a note, wrapped. */
  tell(note: string): void;
  /** Called when what runs has changed. */
  onChange(): void;
}

/** How long rows of programs that have ended may be on their way, in ms. */
const SETTLE_MS = 300;

/** Opens a performance in which nothing runs yet. */
export function openPerformance(options: PerformanceOptions): Performance {
  const { scene, spares, directory, port, clientFile, tell, onChange, getLanguage } = options;
  const stage = openStage({ onEvent: take, spares });
  const cast = openCast({ stage, spares, directory, port });
  let titles: Readonly<Record<string, string>> = {};
  let calm: Calm | null = null;
  let isStopping = false;
  let waiting = 0;
  let isReplayWaiting = false;
  let queue = Promise.resolve();

  function take(event: TraceEvent): void {
    // That a program was stopped is the tour's doing, and no news.
    const isOurStop = isStopping && event.kind === 'exit' && event.signal !== null;
    if (!isOurStop) scene.show(event);
    calm?.take(event);
    if (event.kind === 'start' || event.kind === 'exit') onChange();
    if (event.kind !== 'exit') return;
    if (isOurStop || (event.code === 0 && event.signal === null)) return;
    void explain(event.actor);
  }

  /** Explains a failure, after the rows of those who lived through it. */
  async function explain(actor: string): Promise<void> {
    const notes = await options.explain(stage, actor);
    if (calm) await before(calm.reached, SETTLE_MS);
    await before(stage.settled(), SETTLE_MS);
    for (const note of notes) tell(note);
  }

  function enqueue(action: () => Promise<void>): Promise<void> {
    waiting += 1;
    onChange();
    const done = queue.then(action).finally(() => {
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
    calm?.end();
    void cast.stop();
  }

  async function halt(): Promise<void> {
    isStopping = true;
    await cast.stop();
    await before(stage.settled(), SETTLE_MS);
    isStopping = false;
  }

  async function start(list: readonly RunProgram[], go: () => Promise<Readiness | null>) {
    calm?.end();
    calm = openCalm(list, stage.events);
    tellReadiness(await go());
  }

  function begin(list: readonly RunProgram[]): void {
    const names = Object.fromEntries(list.map(({ actor, file }) => [actor, file]));
    const isNewRun = list.some(({ actor }) => isServer(actor));
    const client = clientFile === null ? {} : { client: clientFile };
    titles = isNewRun ? { ...client, ...names } : { ...titles, ...names };
    scene.begin(titles);
  }

  function tellReadiness(readiness: Readiness | null): void {
    if (readiness === null || isStopping) return;
    const say = walkMessages[getLanguage()];
    if (readiness === 'deadline') tell(say.listenDeadline(titles.server ?? '', LISTEN_MS / 1000));
    else if ('exit' in readiness) tell(say.notListening(titles.server ?? ''));
    calm?.end();
  }

  return {
    stage,
    play: (list) =>
      enqueue(async () => {
        if (list.some(({ actor }) => isServer(actor))) await halt();
        begin(list);
        await start(list, () => cast.play(list));
      }),
    async replay(onHalt) {
      callOff();
      if (isReplayWaiting) return queue;
      isReplayWaiting = true;
      await enqueue(async () => {
        isReplayWaiting = false;
        await halt();
        // What was asked for meanwhile does all of this again.
        if (isReplayWaiting) return;
        onHalt();
        scene.begin(titles);
        await start(cast.programs, () => cast.replay());
      });
    },
    prepare: (list) => cast.prepare(list),
    expect(list) {
      titles = Object.fromEntries(list.map(({ actor, file }) => [actor, file]));
      cast.expect(list);
    },
    stop() {
      callOff();
      return enqueue(halt);
    },
    calm: async () => calm?.reached,
    kill() {
      isStopping = true;
      calm?.end();
      for (const program of stage.programs) if (!program.exit) program.signal('SIGKILL');
    },
    get running() {
      return cast.running;
    },
    get isBusy() {
      return waiting > 0;
    },
    get isEmpty() {
      return cast.programs.length === 0;
    },
    get hasServer() {
      return cast.hasServer;
    },
    get address() {
      return findListening(stage.events, 'server').at(-1) ?? null;
    },
  };
}
