// The tools of a check: the learner's programs, peers for them, phases.
import net from 'node:net';
import path from 'node:path';
import { before } from '../stage/deadline.ts';
import type { Faults } from '../stage/proxy/faults.ts';
import { openReadings } from '../stage/proxy/readings.ts';
import { readPort } from '../stage/session.ts';
import type { TapRecord } from '../stage/trace/record.ts';
import type { Bilingual } from '../text/language.ts';
import { tellCheck } from '../text/messages/check.ts';
import { type CheckProxy, type OpenCheckProxy, openCheckProxy } from './check-proxy.ts';
import { Inconclusive, UnmetExpectation } from './expectation-errors.ts';
import { type CheckStartOptions, openLauncher, type Sources } from './launcher.ts';
import { openPeer, type Peer } from './peer.ts';
import { type Phase, runPhase } from './phase.ts';
import { openPortRow, type PortRow } from './port-row.ts';
import {
  describeExit,
  EVENT_MS,
  LISTEN_MS,
  type ProgramUnderCheck,
} from './program-under-check.ts';
import { makeScratch, removeScratch } from './scratch.ts';
import { openScriptedServer, type ScriptedServer } from './scripted-server.ts';
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
  proxy(faults: Faults, options?: CheckStartOptions & { to?: ScriptedServer }): Promise<CheckProxy>;
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
  /** Closes all peers and stops all programs. */
  close(): Promise<void>;
}

/** How a peer connects, and to what. */
export type ConnectOptions = CheckStartOptions & {
  /** Whether its own side stays open when the program ends; true unless given. */
  allowHalfOpen?: boolean;
  /** Whether it doesn't read until it is resumed; it reads unless given. */
  isPaused?: boolean;
};

/** How long a connection to a listening server may take, in ms. */
const CONNECT_MS = 4000;

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
  const origins = new Map<number, number>();
  const proxies: OpenCheckProxy[] = [];
  const launcher = openLauncher({
    ...sources,
    onRecord: (program, record) => readings.take(`program ${program}`, record),
    isHolding: () => proxies.some((proxy) => proxy.isHolding),
  });
  const { subjects, look } = launcher;
  const closers: (() => void)[] = [];
  const folders: string[] = [];
  const running = new Map<string, ProgramUnderCheck>();
  let isClosed = false;
  let story: Story = openStory();

  const launch = (options: CheckStartOptions = {}) => launcher.launch(options, story);

  async function server(options: CheckStartOptions = {}): Promise<ProgramUnderCheck> {
    const { name = 'server', environment, isCourses = false } = options;
    const key = JSON.stringify([name, environment, isCourses]);
    const known = running.get(key);
    if (known && known.exit === null) return known;
    const port = String(await findPort());
    const subject = launch({ ...options, environment: { PORT: port, ...options.environment } });
    running.set(key, subject);
    await awaitListening(subject);
    return subject;
  }

  async function connect(options: ConnectOptions = {}): Promise<Peer> {
    const subject = await server(options);
    const { allowHalfOpen = true, isPaused = false } = options;
    const { socket, error } = await openSocket(subject.address ?? '', allowHalfOpen, isPaused);
    if (error) {
      throw new UnmetExpectation(
        tellCheck((say) => say.expectConnect),
        tellCheck((say) =>
          error === 'deadline' ? say.never.deadline.nothing(CONNECT_MS / 1000) : say.gotRefused,
        ),
      );
    }
    closers.push(() => socket.destroy());
    const connection = socket.localPort ?? 0;
    story.tell((say) => say.connected(connection, isPaused));
    return openPeer({ socket, connection, story, subject: () => subject, look });
  }

  async function proxy(
    faults: Faults,
    options: CheckStartOptions & { to?: ScriptedServer } = {},
  ): Promise<CheckProxy> {
    const { to, ...start } = options;
    const subject = to ? null : await server(start);
    const target = to ? `127.0.0.1:${to.port}` : (subject?.address ?? '');
    if (readPort(target) === null) {
      throw new UnmetExpectation(
        tellCheck((say) => say.expectPort),
        tellCheck((say) => say.gotAddress(target)),
      );
    }
    const opened = await openCheckProxy({
      faults,
      target,
      subject,
      subjects,
      readings,
      story,
      look,
      onConnection: (connection, through) => origins.set(through, connection),
    });
    proxies.push(opened);
    closers.push(opened.destroy);
    return opened;
  }

  const tools: Tools = {
    directory,
    launch,
    server,
    connect,
    proxy,
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
      if (!phase.isOk) running.clear();
      return phase;
    },
    async listen() {
      const scripted = await openScriptedServer(story, look, { readings, origins });
      closers.push(() => scripted.close());
      return scripted;
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
    async close() {
      isClosed = true;
      for (const close of closers) close();
      await launcher.close();
      folders.forEach(removeScratch);
    },
  };
}

async function awaitListening(subject: ProgramUnderCheck): Promise<void> {
  const expected = tellCheck((say) => say.expectListening(path.basename(subject.file)));
  const isTold = ({ kind }: TapRecord) => kind === 'listening' || kind === 'exit';
  const { kind } = await subject.until(expected, isTold, { ms: LISTEN_MS });
  if (kind === 'exit') throw new UnmetExpectation(expected, describeExit(await subject.exited));
}

type Opened = { socket: net.Socket; error: NodeJS.ErrnoException | 'deadline' | null };

async function openSocket(
  address: string,
  allowHalfOpen: boolean,
  isPaused: boolean,
): Promise<Opened> {
  const port = readPort(address);
  const host = address.startsWith('[') ? '::1' : '127.0.0.1';
  const socket = net.connect(
    port === null ? { path: address, allowHalfOpen } : { port: Number(port), host, allowHalfOpen },
  );
  if (isPaused) socket.pause();
  const connected = new Promise<NodeJS.ErrnoException | null>((resolve) => {
    socket.once('connect', () => resolve(null));
    socket.once('error', resolve);
  });
  const error = await before(connected, CONNECT_MS);
  socket.on('error', () => {});
  if (error) socket.destroy();
  return { socket, error };
}
