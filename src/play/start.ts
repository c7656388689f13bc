// The start of a lesson's programs: where they lie, what they are given, and why clients are not started.
import path from 'node:path';
import type { RunProgram } from '../course/block.ts';
import { pickFaults, type RunOptions, spellFaults } from '../course/run-options.ts';
import type { ProgramOptions } from '../stage/launch.ts';
import type { Program } from '../stage/program.ts';
import { mentionsInput } from '../stage/program-source.ts';
import type { FaultProxy } from '../stage/proxy/proxy.ts';
import { isServer } from '../stage/run-state.ts';
import type { SessionPlan } from '../stage/session.ts';
import type { ProxyPlan, Stage } from '../stage/stage.ts';
import { type StageObstacle, startPrograms } from '../stage/start.ts';
import { sayBoth } from '../text/bilingual.ts';
import { spellCommand } from '../text/invocation.ts';
import type { Bilingual, Language } from '../text/language.ts';
import { runAddressMessages } from '../text/messages/run-address.ts';
import { walkMessages } from '../text/messages/walk.ts';
import { quoteWord, spellWords } from '../text/words.ts';
import { linkPrograms } from './chain.ts';
import { describeCommand } from './other-programs.ts';
import type { RunAddress } from './run-address.ts';
import { areServersDatagrams, findFailedServer, hasRunningServer } from './servers.ts';

/** Where a lesson's programs lie, and where they meet. */
export interface ProgramPlaces {
  /** The folder they run in, absolute. */
  directory: string;
  /** Says where a program lies, absolute. */
  locate(program: RunProgram): string;
  /** Where the programs meet. */
  place: RunAddress;
  /** Told what the learner should know of where the programs meet, and of their input. */
  onNote?: ((note: Bilingual) => void) | undefined;
}

/** Why clients were not started: for what became of the start, or their server failed when it was started before them. */
export type StartObstacle = StageObstacle | { kind: 'serverFailed'; server: Program };

/** What became of a start. */
export interface LessonStart {
  /** Why the clients were not started; null where they were, and where the start was called off. */
  obstacle: StartObstacle | null;
  /** What the clients connect through. */
  proxy: FaultProxy | null;
  /** Whether a program that isn't part of the run has the port. */
  isHeld: boolean;
  /** The ports that servers behind others have of their own. */
  ports: readonly number[];
}

/** How a start goes. */
export interface LessonStartOptions {
  proxy: ProxyPlan | null;
  /** Whether what is being started is to go no further. */
  isCalledOff?(): boolean;
}

/** Whoever was told already that programs have no input in a lesson. */
const told = new WeakSet<RunAddress>();

/** Tells once in a lesson how to type to a program of the learner's that wants input: the tour has the keys. */
function tellOfInput(
  stage: Stage,
  programs: readonly ProgramOptions[],
  { directory, place, onNote }: ProgramPlaces,
): void {
  const reader = programs.find(
    ({ file }) => path.dirname(file) === directory && mentionsInput(file),
  );
  if (!reader || !onNote || told.has(place)) return;
  told.add(place);
  const servers = [...stage.programs, ...programs].filter(({ actor }) => isServer(actor));
  const files = [...(isServer(reader.actor) ? [] : servers), reader].map(({ file }) => file);
  const names = [...new Set(files)].map((file) => quoteWord(path.relative(directory, file)));
  const command = spellCommand(`run ${names.join(' ')}`);
  const folder = path.relative('', directory) || directory;
  onNote(
    sayBoth(walkMessages, (say) => say.inputEmpty(path.basename(reader.file), folder, command)),
  );
}

/** A program as the stage starts it. */
export function describeProgram(program: RunProgram, places: ProgramPlaces): ProgramOptions {
  const { actor, arguments: given = [], variables = {}, many } = program;
  const command = describeCommand(program);
  const { environment } = places.place;
  const file = places.locate(program);
  const title = spellWords({ variables, name: path.basename(file), arguments: given });
  return {
    actor,
    ...(command ?? { file, title, arguments: given, variables }),
    cwd: places.directory,
    ...(many && { many }),
    // A proxy of the learner's network has no business here.
    environment: { ...environment, ...(command && { no_proxy: '*', NO_PROXY: '*' }) },
  };
}

/**
 * Starts a lesson's programs: servers first, clients once all of them listen. What runs as the same actor must have
 * been stopped before; all others run on.
 */
export async function startLessonPrograms(
  stage: Stage,
  programs: readonly RunProgram[],
  places: ProgramPlaces,
  { proxy, isCalledOff = () => false }: LessonStartOptions,
): Promise<LessonStart> {
  const { place, onNote } = places;
  const hasServers = programs.some(({ actor }) => isServer(actor));
  let isHeld = false;
  const end = (
    obstacle: StartObstacle | null,
    { proxy: through, ports }: Pick<LessonStart, 'proxy' | 'ports'> = { proxy: null, ports: [] },
  ) => ({ obstacle, proxy: through, isHeld, ports });
  const failed = hasServers ? null : findFailedServer(stage);
  if (failed) return end({ kind: 'serverFailed', server: failed });
  // Where a server of the run's own is up, the port is its, but only for what it speaks.
  const isRunning = hasRunningServer(stage);
  isHeld = (!isRunning || areServersDatagrams(stage)) && (await place.prepare(onNote, isRunning));
  if (isCalledOff()) return end(null);
  if (isHeld && !hasServers) return end({ kind: 'held', port: place.port });
  const listed = programs.map((program) => describeProgram(program, places));
  // Servers before clients, so that clients know who stands before them.
  const described = linkPrograms(sortServers(listed), stage.programs);
  tellOfInput(stage, described, places);
  const started = await startPrograms(stage, {
    servers: described.filter(({ actor }) => isServer(actor)),
    clients: described.filter(({ actor }) => !isServer(actor)),
    proxy,
    heldPort: isHeld ? place.port : null,
    isCalledOff,
  });
  if (started.kind === 'started') return end(null, started);
  return end(started.kind === 'calledOff' ? null : started);
}

function sortServers(programs: readonly ProgramOptions[]): ProgramOptions[] {
  const rank = ({ actor }: ProgramOptions) => Number(!isServer(actor));
  return [...programs].sort((a, b) => rank(a) - rank(b));
}

/**
 * The session of a lesson's programs, for many runs: of several servers only the first is waited for, and those that
 * stand behind another one. Makes their place free before.
 */
export async function planSession(
  programs: readonly RunProgram[],
  places: ProgramPlaces,
  proxy: ProxyPlan | null,
): Promise<SessionPlan> {
  await places.place.prepare(places.onNote);
  const listed = programs.map((program) => describeProgram(program, places));
  const described = linkPrograms(sortServers(listed), []);
  const server = described.find(({ actor }) => isServer(actor));
  const relays = described.filter(({ hasOwnPort }) => hasOwnPort);
  const clients = described.filter((each) => each !== server && !relays.includes(each));
  return { ...(server && { server }), relays, clients, ...(proxy && { proxy }) };
}

/** The proxy of a run block, or null where it has none. */
export function planBlockProxy(options: RunOptions): ProxyPlan | null {
  const faults = pickFaults(options);
  return faults && { faults, label: spellFaults(faults) };
}

/** Why clients were not started, as a sentence. */
export function describeObstacle(obstacle: StartObstacle, language: Language): string {
  const say = walkMessages[language];
  const { portHeld, serverFailed } = runAddressMessages[language];
  switch (obstacle.kind) {
    case 'held':
      return portHeld(obstacle.port);
    case 'notProxied':
      return say.notProxied;
    case 'neverListened':
      return say.listenDeadline(obstacle.server.title, obstacle.ms / 1000);
    default:
      return serverFailed(obstacle.server.title);
  }
}
