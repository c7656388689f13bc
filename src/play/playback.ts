// Playback: a lesson's run blocks on the stage, one after the other, as a learner runs them.
import { join } from 'node:path';
import type { Run, RunProgram } from '../course/block.ts';
import { openExpectation, type PrintedLine, readPrinted } from '../course/expected.ts';
import { findListening } from '../stage/alive.ts';
import { DeadlineError } from '../stage/deadline.ts';
import { readPort } from '../stage/session.ts';
import type { ProxyPlan, Stage } from '../stage/stage.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { Bilingual } from '../text/language.ts';
import { planBlockProxy } from './proxy-plan.ts';
import type { RunAddress } from './run-address.ts';
import { isServer, openRunState } from './run-state.ts';
import { findFailedServer, hasRunningServer } from './servers.ts';

/** What a run block is played with. */
export interface PlayOptions {
  /** Where the programs meet. */
  place: RunAddress;
  /** Told that they meet elsewhere from now on. */
  onMove?(note: Bilingual): void;
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
   * Where its clients were not started, `notProxied`: there is no server to put its proxy before. `held`: a program that
   * isn't part of the run listens there. `serverFailed`: the server before them never listened.
   */
  end: 'settled' | 'exit' | 'differs' | 'deadline' | 'notProxied' | 'held' | 'serverFailed';
  /** How many events there were before the block's first (see the stage's `after`). */
  since: number;
  /** The ports that read as 6969 in what it printed. */
  ports: number[];
}

/** How long a server has to listen before what comes after it starts, in ms. */
const LISTEN_MS = 10_000;
/** How long an expected log has to come, in ms. */
const LOG_MS = 10_000;
/** How long programs that have printed what was expected have to end and part, in ms. */
const PART_MS = 1000;
/** How long programs that have ended and parted have for lines that are still on their way, in ms. */
const LATE_MS = 1000;

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
  await Promise.all(programs.map(({ actor }) => stopActor(stage, actor)));
  await stage.settled();
  const since = stage.count;
  const { place } = options;
  const isHeld = await findHeld(stage, options);
  const { environment } = place;
  const start = (program: RunProgram, added: Readonly<Record<string, string>> = {}) =>
    stage.start({
      actor: program.actor,
      file: options.locate?.(program) ?? join(directory, program.file),
      cwd: directory,
      environment: { ...environment, ...added },
    });

  const servers = programs.filter(({ actor }) => isServer(actor));
  const clients = programs.filter(({ actor }) => !isServer(actor));
  const stop = (end: BlockEnd['end']) => ({ end, since, ports: [place.port] });
  if (servers.length === 0 && findFailedServer(stage)) return stop('serverFailed');
  if (servers.length === 0 && isHeld) return stop('held');
  for (const server of servers) {
    const started = start(server);
    // A client that comes too early is refused, and that is not what the prose is about. Of two servers
    // it is the second that is to find the port taken.
    if (server !== servers.at(-1) || clients.length > 0) await stage.ready(started, LISTEN_MS);
  }
  if (clients.length > 0) {
    if (findFailedServer(stage)) return stop('serverFailed');
    if (isHeld && !listensOn(stage, place.port)) return stop('held');
  }
  const plan = planBlockProxy(block.options);
  const proxy = plan
    ? await stage.openProxy({ ...plan, ...givePort(options.proxyPort) })
    : undefined;
  const ports = [place.port, ...(proxy ? [proxy.port] : [])];
  if (proxy === null) return stop('notProxied');
  for (const client of clients) start(client, proxy?.environment);
  const end = await waitForLog(stage, block, since, { ...options, ports });
  await hearOut(stage);
  return { end, since, ports };
}

/** What was printed from an event on, as the prose would have it. */
export function readLog(events: readonly TraceEvent[], ports: readonly number[]): PrintedLine[] {
  return events.flatMap((event) => readPrinted(event, ports) ?? []);
}

/** Whether a stranger has the port; where a server of the run's own is up, the port is its. */
async function findHeld(stage: Stage, { place, onMove }: PlayOptions): Promise<boolean> {
  if (hasRunningServer(stage)) return false;
  const { note, isHeld } = await place.prepare();
  if (note) onMove?.(note);
  return isHeld;
}

/** Whether a server of the stage listens on the port. */
function listensOn(stage: Stage, port: number): boolean {
  const servers = stage.programs.filter(({ actor }) => isServer(actor));
  const addresses = servers.flatMap(({ actor }) => findListening(stage.events, actor));
  return addresses.some((address) => readPort(address) === String(port));
}

function givePort(port: number | undefined): Pick<ProxyPlan, 'port'> {
  return port === undefined ? {} : { port };
}

async function stopActor(stage: Stage, actor: string): Promise<void> {
  const program = stage.program(actor);
  if (program && !program.exit) await program.stop();
}

/** Waits until the running programs have said what follows from all that has happened by now. */
async function hearOut(stage: Stage): Promise<void> {
  const running = stage.programs.filter((program) => program.exit === null);
  // An answer comes from the program's event loop, after what its listeners printed; or it ends.
  await Promise.all(running.map((program) => program.resources()));
  await stage.settled();
}

async function waitForLog(
  stage: Stage,
  block: Run,
  since: number,
  { ports, logMs = LOG_MS }: PlayOptions & { ports: readonly number[] },
): Promise<BlockEnd['end']> {
  const expectation = openExpectation(block.log);
  const before = stage.events.slice(0, stage.events.length - stage.after(since).length);
  const rest = openRunState(block.programs, before);
  let seen = since;
  // Each event is taken once, however many waits it passes through.
  const waitUntil = async (what: string, isDone: () => boolean, ms: number) => {
    const test = (event: TraceEvent) => {
      const printed = readPrinted(event, ports);
      if (printed) expectation.take(printed);
      rest.take(event);
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
  const isWrong = () => expectation.isHopeless() && rest.hasListened();
  const isQuiet = () => rest.hasEnded() || rest.hasParted();
  const isOver = () => isMet() || isQuiet() || isWrong();
  if (!(await waitUntil('the expected log', isOver, logMs))) return 'deadline';
  if (!isMet()) await waitUntil('lines on their way', isMet, LATE_MS);
  if (!isMet()) return isQuiet() ? 'exit' : 'differs';
  // Without clients there is nobody to part with: the server may go on for ever.
  const hasClients = block.programs.some(({ actor }) => !isServer(actor));
  if (hasClients) await waitUntil('the clients to part', isQuiet, PART_MS);
  return 'settled';
}
