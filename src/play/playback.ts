// Playback: a lesson's run blocks on the stage, one after the other, as a learner runs them.
import { join } from 'node:path';
import type { Run, RunProgram } from '../course/block.ts';
import { openExpectation, type PrintedLine, readPrinted } from '../course/expected.ts';
import { listExpected } from '../course/many-clients.ts';
import { DeadlineError } from '../stage/deadline.ts';
import { isServer, openRunState } from '../stage/run-state.ts';
import type { Stage } from '../stage/stage.ts';
import { hearOut, stopActors } from '../stage/start.ts';
import { watchStates } from '../stage/states/state-watch.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';
import {
  type ProgramPlaces,
  planBlockProxy,
  type StartObstacle,
  startLessonPrograms,
} from './start.ts';

/** What a run block is played with. */
export interface PlayOptions extends Pick<ProgramPlaces, 'place' | 'onNote'> {
  /** The port of a proxy, where the block asks for one; that after the server's, or any, unless given. */
  proxyPort?: number;
  /** The absolute path of a program; in the lesson's directory unless given. */
  locate?(program: RunProgram): string;
  /** How long the expected log has to come, in ms; 10 s unless given. */
  logMs?: number;
}

/** How a run block came to rest. */
export interface BlockEnd {
  /**
   * `settled`: the expected log has come. `exit`: what was started has ended without printing it.
   * `differs`: it can't come any more, though a program goes on. `deadline`: it didn't come in time.
   * Where its clients were not started, why.
   */
  end: 'settled' | 'exit' | 'differs' | 'deadline' | StartObstacle['kind'];
  /** Why its clients were not started; null where they were. */
  obstacle: StartObstacle | null;
  /** How many events there were before the block's first (see the stage's `after`). */
  since: number;
  /** The ports that read as 6969 in what it printed. */
  ports: number[];
}

/** How long an expected log has to come, in ms. */
const LOG_MS = 10_000;
/** How long programs that have printed what was expected have to end and part, in ms. */
const PART_MS = 1000;
/** How long programs that have ended and parted have for lines that are still to come, in ms: a server may restart after 1 s. */
const LATE_MS = 3000;

/**
 * Starts a block's programs (`directory` is the lesson's, absolute), servers one after the other, and waits
 * until its log has come and its clients have gone, or until it is plain that it won't come. A program
 * that still runs as the same actor is stopped first; all others run on.
 */
export async function playRunBlock(
  stage: Stage,
  directory: string,
  block: Run,
  options: PlayOptions,
): Promise<BlockEnd> {
  const { programs } = block;
  const { place, onNote, proxyPort } = options;
  const locate = options.locate ?? (({ file }: RunProgram) => join(directory, file));
  await stopActors(
    stage,
    programs.map(({ actor }) => actor),
  );
  await stage.settled();
  const since = stage.count;
  const plan = planBlockProxy(block.options);
  const states = block.options.states ? watchStates(stage) : null;
  const {
    obstacle,
    proxy,
    ports: own,
  } = await startLessonPrograms(
    stage,
    programs,
    { directory, locate, place, onNote },
    { proxy: plan && { ...plan, ...(proxyPort !== undefined && { port: proxyPort }) } },
  );
  const ports = [place.port, ...(proxy ? [proxy.port] : []), ...own];
  if (obstacle) {
    await states?.end();
    return { end: obstacle.kind, obstacle, since, ports };
  }
  const end = await waitForLog(stage, block, since, { ...options, ports });
  await hearOut(stage);
  await states?.end();
  return { end, obstacle, since, ports };
}

/** What was printed from an event on, as the prose would have it. */
export function readLog(events: readonly TraceEvent[], ports: readonly number[]): PrintedLine[] {
  return events.flatMap((event) => readPrinted(event, ports) ?? []);
}

async function waitForLog(
  stage: Stage,
  block: Run,
  since: number,
  { ports, logMs = LOG_MS }: PlayOptions & { ports: readonly number[] },
): Promise<BlockEnd['end']> {
  const expectation = openExpectation(listExpected(block));
  const before = stage.events.slice(0, stage.events.length - stage.after(since).length);
  const state = openRunState(block.programs, before);
  let seen = since;
  // Each event is taken once, however many waits it passes through.
  const waitUntil = async (what: string, isDone: () => boolean, ms: number) => {
    const test = (event: TraceEvent) => {
      const printed = readPrinted(event, ports);
      if (printed) expectation.take(printed);
      state.take(event);
      seen += 1;
      return isDone();
    };
    try {
      if (!isDone()) await stage.until(what, test, ms, seen);
      return true;
    } catch (error) {
      if (error instanceof DeadlineError) return false;
      throw error;
    }
  };

  const isMet = () => expectation.isMet();
  const isWrong = () => expectation.isHopeless() && state.hasListened();
  const isQuiet = () => state.hasEnded() || state.hasParted();
  const isOver = () => isMet() || isQuiet() || isWrong();
  if (!(await waitUntil('the expected log', isOver, logMs))) return 'deadline';
  if (!isMet()) await waitUntil('lines on their way', isMet, LATE_MS);
  if (!isMet()) return isQuiet() ? 'exit' : 'differs';
  // Without clients there is nobody to part with: the server may go on for ever.
  const hasClients = block.programs.some(({ actor }) => !isServer(actor));
  if (!hasClients) return 'settled';
  // A log that leaves all to chance is met before the clients have done anything.
  await waitUntil('the clients to begin', state.haveClientsBegun, logMs);
  await waitUntil('the clients to part', isQuiet, PART_MS);
  return 'settled';
}
