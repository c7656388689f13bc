// A proxy in a check: it stands between a peer and a program under check, and tampers with what passes through it.
import type net from 'node:net';
import { readPort } from '../stage/address.ts';
import { readClock } from '../stage/clock.ts';
import { before } from '../stage/deadline.ts';
import type { Faults } from '../stage/proxy/faults.ts';
import { openProxy } from '../stage/proxy/proxy.ts';
import type { Readings } from '../stage/proxy/readings.ts';
import { countRead, type TapRecord } from '../stage/trace/record.ts';
import { connectTo } from './connection.ts';
import { Inconclusive, UnmetExpectation } from './expectation-errors.ts';
import { Peer, type PeerOptions } from './peer.ts';
import type { PeerLog } from './peer-log.ts';
import { EVENT_MS, type ProgramUnderCheck } from './program-under-check.ts';
import { Records } from './records.ts';
import type { Story } from './story.ts';
import type { Look } from './wait-until-idle.ts';

/** A running proxy. */
export interface CheckProxy {
  /** Its port on 127.0.0.1, for a client under check to connect to. */
  readonly port: number;
  /** A peer connected through it; what the peer writes in pieces, the proxy may cut again. */
  connect(): Promise<Peer>;
  /**
   * Makes sure that the proxy did its part: that it reset, that it swallowed, that what it split or coalesced was
   * read that way. To be called when all else was as expected; throws Inconclusive.
   */
  applied(): Promise<void>;
}

/** What stands around a proxy, and at its other end. */
export interface ProxySurroundings {
  story: Story;
  /** Says when nothing more will come. */
  look: Look;
  readings: Readings;
  /** By the number that a connection through a proxy has at its server, the number it has at its client. */
  origins: Map<number, number>;
  /** Takes what the peers do. */
  log: PeerLog;
  rest: PeerOptions['rest'];
}

/** What a proxy is opened with. */
export interface CheckProxyOptions extends ProxySurroundings {
  faults: Faults;
  /** Where it passes data on to, `address:port`. */
  target: string;
  /** The server under check there; null where that one is scripted. */
  subject: ProgramUnderCheck | null;
  /** All programs under check. */
  subjects: readonly ProgramUnderCheck[];
  /** Called with what the proxy does. */
  onRecord(record: TapRecord): void;
}

/** An open proxy, whether it holds something back just now, and how to end it. */
export type OpenCheckProxy = CheckProxy & { readonly isHolding: boolean; destroy(): void };

/** Opens a proxy on a free port of 127.0.0.1. Throws Unmet where there is no port to pass data on to. */
export async function openCheckProxy(options: CheckProxyOptions): Promise<OpenCheckProxy> {
  const { faults, target, subject, subjects, story, look, readings, origins, log, rest } = options;
  if (readPort(target) === null) {
    throw new UnmetExpectation(
      (say) => say.expectPort,
      (say) => say.gotAddress(target),
    );
  }
  const records = new Records();
  const sockets: net.Socket[] = [];
  const record = (one: TapRecord) => {
    const { kind, connection, through } = one;
    if (kind === 'connection' && connection !== undefined && through !== undefined) {
      origins.set(through, connection);
    }
    records.add(one);
    options.onRecord(one);
  };
  const proxy = await openProxy({ target, faults, port: 0, readings, record });
  story.tell((say) => say.proxy(say.faults(faults)));
  return {
    port: proxy.port,
    get isHolding() {
      return proxy.isHolding;
    },
    destroy() {
      proxy.destroy();
      for (const socket of sockets) socket.destroy();
    },
    async connect() {
      const { connection: own, ...ends } = await connectTo(`127.0.0.1:${proxy.port}`, log);
      const { socket } = ends;
      sockets.push(socket);
      const onRead = reportReadings(socket, 'connect', own, readings);
      story.tell((say) => say.connected(own));
      const isJoint = (one: TapRecord) => one.kind === 'connection' && one.connection === own;
      const joint = await records.first(isJoint, 0, (coming) => before(coming, EVENT_MS));
      const connection = (joint !== 'deadline' && joint.through) || own;
      await rest();
      return new Peer({ ...ends, connection, onRead, story, subject, look, rest });
    },
    async applied() {
      if (await isApplied(faults, records, subjects)) return;
      throw new Inconclusive((say) => say.notApplied);
    },
  };
}

/**
 * Reports that a socket of this process has connected, or was accepted, as `connection`, and its end, as a tap would: a
 * proxy before it waits for that. Returns the function to call with the bytes of each chunk that is read.
 */
export function reportReadings(
  socket: net.Socket,
  kind: 'connect' | 'connection',
  connection: number,
  readings: Readings,
): (bytes: number) => void {
  const report = (record: Omit<TapRecord, 't' | 'connection'>) =>
    readings.take('peer', { t: readClock(), connection, ...record });
  report({ kind });
  socket.once('close', () => report({ kind: 'close' }));
  return (bytes) => report({ kind: 'data', bytes });
}

async function isApplied(
  { split, resetAfter, drop, coalesce }: Faults,
  records: Records,
  subjects: readonly ProgramUnderCheck[],
): Promise<boolean> {
  if (resetAfter !== undefined) return comes(records, isOwnReset);
  if (drop !== undefined) return comes(records, ({ pieces }) => pieces === 0);
  if (!(await comes(records, ({ kind }) => kind === 'write'))) return false;
  const chunks = listChunks(records, subjects);
  if (split !== undefined) return chunks.flat().every((bytes) => bytes <= split);
  return !coalesce || chunks.every(({ length }) => length <= count(records, 'write'));
}

/** Whether a record that passes comes in time, before all connections so far are over. */
async function comes(records: Records, test: (record: TapRecord) => boolean): Promise<boolean> {
  const isOver = () =>
    count(records, 'connection') > 0 && count(records, 'connection') === count(records, 'close');
  await records.first(
    (record) => test(record) || isOver(),
    0,
    (coming) => before(coming, EVENT_MS),
  );
  return records.all.some(test);
}

function count({ all }: Records, wanted: TapRecord['kind']): number {
  return all.filter(({ kind }) => kind === wanted).length;
}

/** How many bytes a program under check read at a time of what a proxy passed on, by connection. */
function listChunks({ all }: Records, subjects: readonly ProgramUnderCheck[]): number[][] {
  return all.flatMap(({ kind, connection, through }) => {
    if (kind !== 'connection') return [];
    return subjects.map((each) =>
      each.records.flatMap((one) => {
        const isOurs = one.connection === connection || one.connection === through;
        return isOurs && countRead(one) > 0 ? [countRead(one)] : [];
      }),
    );
  });
}

function isOwnReset({ kind, to }: TapRecord): boolean {
  return kind === 'reset' && to === undefined;
}
