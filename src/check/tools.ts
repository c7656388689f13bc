// The tools of a check: the learner's programs, peers for them, phases.
import type dgram from 'node:dgram';
import type net from 'node:net';
import { readClock } from '../stage/clock.ts';
import { findFreePort } from '../stage/free-port.ts';
import type { Faults } from '../stage/proxy/faults.ts';
import { PROXY } from '../stage/proxy/proxy.ts';
import { openReadings } from '../stage/proxy/readings.ts';
import type { Bilingual } from '../text/language.ts';
import { type CheckProxy, type OpenCheckProxy, openCheckProxy } from './check-proxy.ts';
import { connectTo } from './connection.ts';
import { Inconclusive, UnmetExpectation } from './expectation-errors.ts';
import { type CheckStartOptions, Launcher, type LauncherOptions, type Site } from './launcher.ts';
import { Peer } from './peer.ts';
import { logSocket, type PeerLog } from './peer-log.ts';
import { type Phase, runPhase } from './phase.ts';
import { openPortRow, type PortRow } from './port-row.ts';
import { EVENT_MS, type ProgramUnderCheck } from './program-under-check.ts';
import { PEER, Recording } from './recording.ts';
import { Rests } from './rests.ts';
import { Folders } from './scratch.ts';
import { openScriptedServer, type ScriptedServer } from './scripted-server.ts';
import { Story } from './story.ts';
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
  connect(options?: CheckStartOptions & { isPaused?: boolean }): Promise<Peer>;
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
  /**
   * Shows what a socket of the check's own does, as it shows what peers do: one that is about to connect to `remote`
   * (`address:port`), or one for datagrams to it. Returns the socket.
   */
  watch<T extends net.Socket | dgram.Socket>(socket: T, remote: string): T;
  /** Adds a line to the story of the phase. */
  tell(line: Bilingual): void;
}

/** The tools, and what the runner of the checks needs of them. */
export interface ToolBox {
  tools: Tools;
  /** The phases so far, in order. */
  readonly phases: readonly Phase[];
  readonly launcher: Launcher;
  readonly recording: Recording;
  /** Closes all peers and stops all programs. */
  close(): Promise<void>;
}

const demands: Pick<Tools, 'demand' | 'assume'> = {
  demand(condition, expected, got) {
    if (!condition) throw new UnmetExpectation(expected, got);
  },
  assume(condition, reason) {
    if (!condition) throw new Inconclusive(reason);
  },
};

/** Opens the tools for one check. */
export function openToolBox(site: Site): ToolBox {
  const { directory } = site;
  const phases: Phase[] = [];
  const origins = new Map<number, number>();
  const proxies: OpenCheckProxy[] = [];
  const closers: (() => void)[] = [];
  const folders = new Folders();
  const story = new Story();
  const isHolding = () => proxies.some((proxy) => proxy.isHolding);
  const parts = openParts(site, { story, isHolding });
  const { launcher, recording, readings, log, rest } = parts;
  const { subjects, silences, look } = launcher;
  const around = () => ({ story, look, readings, origins, log, rest });

  return {
    tools: {
      directory,
      launch: (options) => launcher.launch(options),
      server: (options) => launcher.serve(options),
      async connect({ isPaused = false, ...start } = {}) {
        const subject = await launcher.serve(start);
        const ends = await connectTo(subject.address ?? '', log, isPaused);
        closers.push(() => ends.socket.destroy());
        story.tell((say) => say.connected(ends.connection, isPaused));
        await rest();
        return new Peer({ ...ends, story, subject, look, rest });
      },
      async listen() {
        const scripted = await openScriptedServer(around());
        closers.push(scripted.close);
        return scripted;
      },
      async proxy(faults, { to, ...start } = {}) {
        const subject = to ? null : await launcher.serve(start);
        const target = to ? `127.0.0.1:${to.port}` : (subject?.address ?? '');
        const proxy = await openCheckProxy({
          ...{ faults, target, subject, subjects },
          ...around(),
          onRecord: (record) => recording.take(PROXY, record),
        });
        proxies.push(proxy);
        closers.push(proxy.destroy);
        return proxy;
      },
      folder: () => folders.make(),
      freePort: findFreePort,
      wait: (promise, ms = EVENT_MS) => waitUntilIdle(promise, ms, look),
      async phase(id, run) {
        recording.begin();
        // A program that is busy with itself for good, or can't be reached, is so in each phase.
        const phase = await runPhase(id, story, subjects, silences.hasLost ? failAsLost : run);
        await recording.end(phase.isOk);
        phases.push(phase);
        // The next phase gets a server that this one did not spoil.
        if (!phase.isOk) launcher.forgetServers();
        return phase;
      },
      async portRow(count) {
        const row = await openPortRow(count, story, findFreePort, log);
        closers.push(() => row.close());
        return row;
      },
      watch: (socket, remote) => logSocket(socket, remote, log),
      ...demands,
      tell: (line) => story.add(line),
    },
    phases,
    launcher,
    recording,
    async close() {
      folders.close();
      for (const close of closers) close();
      await launcher.close();
      folders.remove();
    },
  };
}

/** What starts the programs of a check, and what records all that happens in it. */
function openParts(site: Site, around: Pick<LauncherOptions, 'story' | 'isHolding'>) {
  const { watch } = site;
  const readings = openReadings();
  const recording = new Recording(watch);
  const rests = new Rests(recording, watch?.restMs ?? 0);
  const launcher = new Launcher({
    ...site,
    story: around.story,
    onRecord(program, record, actor) {
      readings.take(program, record);
      recording.take(actor, record);
    },
    // What comes after the failure only gives it its name.
    findDebug: () => (recording.isDecided ? undefined : watch?.debug),
    isHolding: () => rests.isResting || around.isHolding(),
  });
  const log: PeerLog = (record) => recording.take(PEER, { t: readClock(), ...record });
  return { launcher, recording, readings, log, rest: rests.rest };
}

async function failAsLost(): Promise<void> {
  throw new UnmetExpectation(
    (say) => say.expectAnswer,
    (say) => say.gotNoAnswer,
  );
}
