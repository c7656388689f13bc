// The tools of a check: the learner's programs, peers for them, phases.
import type { Faults } from '../stage/proxy/faults.ts';
import { openReadings } from '../stage/proxy/readings.ts';
import type { Bilingual } from '../text/language.ts';
import { tellCheck } from '../text/messages/check.ts';
import type { CheckProxy } from './check-proxy.ts';
import {
  type ConnectOptions,
  openConnections,
  type ProxyOptions,
} from './connections-under-check.ts';
import { Inconclusive, UnmetExpectation } from './expectation-errors.ts';
import { type CheckStartOptions, type Launcher, openLauncher, type Sources } from './launcher.ts';
import type { Peer } from './peer.ts';
import { type Phase, runPhase } from './phase.ts';
import { openPortRow, type PortRow } from './port-row.ts';
import { EVENT_MS, type ProgramUnderCheck } from './program-under-check.ts';
import { makeScratch, removeScratch } from './scratch.ts';
import type { ScriptedServer } from './scripted-server.ts';
import { openServers } from './servers-under-check.ts';
import { openStory, type Story } from './story.ts';
import { type Never, waitUntilIdle } from './wait-until-idle.ts';

/** What a check works with. Expectations throw Unmet, which ends the phase. */
export interface Tools {
  /** The folder with the learner's programs, absolute. */
  readonly directory: string;
  /** Runs a stimulus and says how it went; what a phase expects and does not get is its outcome. */
  phase(id: string, run: () => Promise<void>): Promise<Phase>;
  /** The learner's server, listening: the one that runs, or a new one where none does. */
  server(options?: CheckStartOptions): Promise<ProgramUnderCheck>;
  /** Starts a program, without waiting for anything. */
  launch(options?: CheckStartOptions): ProgramUnderCheck;
  /**
   * A peer connected to the learner's server (started where it isn't running); where it `isPaused`, it hasn't read
   * and reads nothing until it is resumed.
   */
  connect(options?: ConnectOptions): Promise<Peer>;
  /** A scripted server, for clients to connect to. */
  listen(): Promise<ScriptedServer>;
  /**
   * What a promise of the check's own settles to, such as the answer to a datagram. Gives up after `ms` (4 s
   * unless given), and as soon as no program has anything left to do.
   */
  wait<T>(promise: Promise<T>, ms?: number): Promise<T | Never>;
  /**
   * A proxy that spoils what passes through it to the learner's server (started where it isn't running), or to a
   * scripted one: `proxy({ split: 1 })`, `proxy({ resetAfter: 5 }, { to: await listen() })`.
   */
  proxy(faults: Faults, options?: ProxyOptions): Promise<CheckProxy>;
  /** A folder of the check's own in the temporary one, absolute; removed with what is in it when the check ends. */
  folder(): string;
  /** A port that is free now. */
  freePort(): Promise<number>;
  /** Consecutive ports, all of them taken by the check, which frees those it likes. */
  portRow(count: number): Promise<PortRow>;
  /** Demands something; throws Unmet with these texts where it isn't so. */
  demand(condition: boolean, expected: Bilingual, got: Bilingual): void;
  /** Makes sure that the stimulus was applied; where it was not, the check is inconclusive. */
  assume(condition: boolean, reason: Bilingual): void;
  /** Adds a line to the story of the phase. */
  tell(line: Bilingual): void;
}

/** The tools, and what the runner of the checks needs of them. */
export interface ToolBox {
  tools: Tools;
  /** The phases so far, in order. */
  readonly phases: readonly Phase[];
  /** The learner's programs that were started, in order. */
  readonly subjects: readonly ProgramUnderCheck[];
  /** All programs that were started, the course's own too; and whether they hardly got a processor at a deadline. */
  readonly launcher: Pick<Launcher, 'programs' | 'hasStarved'>;
  /** Closes all peers and stops all programs. */
  close(): Promise<void>;
}

/** Where the programs of a check lie, and the ports they may have. */
export interface Site extends Sources {
  /** Finds a free port of 127.0.0.1. */
  findPort(): Promise<number>;
}

/** Opens the tools for one check. */
export function openToolBox({ findPort, ...sources }: Site): ToolBox {
  const { directory } = sources;
  const phases: Phase[] = [];
  const readings = openReadings();
  const launcher = openLauncher({
    ...sources,
    onRecord: (program, record) => readings.take(`program ${program}`, record),
    isHolding: () => connections.isHolding,
  });
  const { subjects, look } = launcher;
  const closers: (() => void)[] = [];
  const folders: string[] = [];
  let isClosed = false;
  let story: Story = openStory();

  const launch = (options: CheckStartOptions = {}) => launcher.launch(options, story);

  const servers = openServers(launch, findPort);
  const connections = openConnections({
    servers,
    subjects,
    readings,
    story: () => story,
    look,
    onOpen: (close) => closers.push(close),
  });

  const tools: Tools = {
    directory,
    launch,
    server: servers.obtain,
    connect: connections.connect,
    proxy: connections.proxy,
    listen: connections.listen,
    folder() {
      // A check that was called off may go on for a moment, and nobody would remove what it makes then.
      if (isClosed) throw new Inconclusive(tellCheck((say) => say.stalled));
      const folder = makeScratch();
      folders.push(folder);
      return folder;
    },
    freePort: findPort,
    wait: (promise, ms = EVENT_MS) => waitUntilIdle(promise, ms, look),
    async phase(id, run) {
      story = openStory();
      const phase = await runPhase(id, story, () => subjects, run);
      phases.push(phase);
      // The next phase gets a server that this one did not spoil.
      if (!phase.isOk) servers.forget();
      return phase;
    },
    async portRow(count) {
      const row = await openPortRow(count, findPort, story);
      closers.push(() => row.close());
      return row;
    },
    demand(condition, expected, got) {
      if (!condition) throw new UnmetExpectation(expected, got);
    },
    assume(condition, reason) {
      if (!condition) throw new Inconclusive(reason);
    },
    tell: (line) => story.add(line),
  };

  return {
    tools,
    phases,
    subjects,
    launcher,
    async close() {
      isClosed = true;
      for (const close of closers) close();
      await launcher.close();
      folders.forEach(removeScratch);
    },
  };
}
