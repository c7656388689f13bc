// The performance: a lesson's programs on the stage, drawn on the page, explained when they fail.
import type { RunProgram } from '../../course/block.ts';
import { findListening } from '../../stage/alive.ts';
import { before } from '../../stage/deadline.ts';
import { LISTEN_MS } from '../../stage/session.ts';
import { openStage, type Readiness, type Stage } from '../../stage/stage.ts';
import type { TraceEvent } from '../../stage/trace.ts';
import type { Language } from '../../text/language.ts';
import { walkMessages } from '../../text/messages/walk.ts';
import { openCast } from './cast.ts';
import type { Scene } from './scene.ts';

/** The programs of a lesson as the walk handles them. What is asked for while something starts waits its turn. */
export interface Performance {
  readonly stage: Stage;
  /** Starts programs, with their heading. */
  play(programs: readonly RunProgram[]): Promise<void>;
  /** Stops all and starts again what was on last. Asked for twice while it waits, it happens once. */
  replay(): Promise<void>;
  /** Says what `replay` is to start. */
  expect(programs: readonly RunProgram[]): void;
  /** Stops what runs. */
  stop(): Promise<void>;
  /** Resolves when no client runs, or after `ms`. */
  untilClientsEnd(ms: number): Promise<void>;
  /** Kills what runs, at once. */
  kill(): void;
  readonly running: readonly string[];
  /** Whether programs are being started or stopped. */
  readonly isBusy: boolean;
  /** Whether there is nothing to replay. */
  readonly isEmpty: boolean;
  /** Where the server listens, or null. */
  readonly address: string | null;
}

/** What a performance needs. */
export interface PerformanceOptions {
  scene: Scene;
  /** The learner's copy, absolute. */
  directory: string;
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

/** Opens a performance in which nothing runs yet. */
export function openPerformance(options: PerformanceOptions): Performance {
  const { scene, directory, port, tell, onChange, getLanguage } = options;
  const stage = openStage({ onEvent: take });
  const cast = openCast(stage, directory, port);
  let titles: Readonly<Record<string, string>> = {};
  let isStopping = false;
  let waiting = 0;
  let isReplayWaiting = false;
  let queue = Promise.resolve();

  function take(event: TraceEvent): void {
    // That a program was stopped is the tour's doing, and no news.
    const isOurStop = isStopping && event.kind === 'exit' && event.signal !== null;
    if (!isOurStop) scene.show(event);
    if (event.kind !== 'exit') return;
    onChange();
    if (isOurStop || (event.code === 0 && event.signal === null)) return;
    void options.explain(stage, event.actor).then((notes) => {
      for (const note of notes) tell(note);
    });
  }

  function enqueue(action: () => Promise<void>): Promise<void> {
    waiting += 1;
    onChange();
    queue = queue.then(action).finally(() => {
      waiting -= 1;
      onChange();
    });
    return queue;
  }

  async function halt(): Promise<void> {
    isStopping = true;
    await cast.stop();
    await stage.settled();
    isStopping = false;
  }

  function begin(programs: readonly RunProgram[]): void {
    const isNewRun = programs.some(({ actor }) => actor.startsWith('server'));
    const names = Object.fromEntries(programs.map(({ actor, file }) => [actor, file]));
    titles = isNewRun ? { client: 'client.ts', ...names } : { ...titles, ...names };
    scene.begin(titles);
  }

  function tellReadiness(readiness: Readiness | null): void {
    const say = walkMessages[getLanguage()];
    if (readiness === 'deadline') tell(say.listenDeadline(titles.server ?? '', LISTEN_MS / 1000));
    else if (readiness && 'exit' in readiness) tell(say.notListening(titles.server ?? ''));
  }

  return {
    stage,
    play: (programs) =>
      enqueue(async () => {
        if (programs.some(({ actor }) => actor.startsWith('server'))) await halt();
        begin(programs);
        tellReadiness(await cast.play(programs));
      }),
    replay() {
      if (isReplayWaiting) return queue;
      isReplayWaiting = true;
      return enqueue(async () => {
        isReplayWaiting = false;
        await halt();
        scene.begin(titles);
        tellReadiness(await cast.replay());
      });
    },
    expect(programs) {
      titles = Object.fromEntries(programs.map(({ actor, file }) => [actor, file]));
      cast.expect(programs);
    },
    stop: () => enqueue(halt),
    async untilClientsEnd(ms) {
      const clients = stage.programs.filter(({ actor }) => !actor.startsWith('server'));
      await before(Promise.all(clients.map(({ exited }) => exited)), ms);
      await stage.settled();
    },
    kill() {
      isStopping = true;
      for (const program of stage.programs) if (!program.exit) program.signal('SIGKILL');
    },
    get running() {
      return cast.running;
    },
    get isBusy() {
      return waiting > 0;
    },
    get isEmpty() {
      return cast.isEmpty;
    },
    get address() {
      return findListening(stage.events, 'server').at(-1) ?? null;
    },
  };
}
