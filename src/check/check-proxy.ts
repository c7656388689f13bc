// A proxy in a check: it stands between a peer and a program under check, and tampers with what passes through it.
import net from 'node:net';
import { before } from '../stage/deadline.ts';
import type { Faults } from '../stage/proxy/faults.ts';
import { openProxy } from '../stage/proxy/proxy.ts';
import type { Readings } from '../stage/proxy/readings.ts';
import type { TapRecord } from '../stage/trace/record.ts';
import { tellCheck } from '../text/messages/check.ts';
import { Inconclusive } from './expectation-errors.ts';
import { openPeer, type Peer } from './peer.ts';
import { reportPeerReadings } from './peer-readings.ts';
import { EVENT_MS, type ProgramUnderCheck } from './program-under-check.ts';
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

/** What a proxy in a check needs. */
export interface CheckProxyOptions {
  faults: Faults;
  /** Where it passes data on to, `address:port`. */
  target: string;
  /** The server under check at the other end; null where that one is scripted. */
  subject: ProgramUnderCheck | null;
  /** All programs under check. */
  subjects: readonly ProgramUnderCheck[];
  readings: Readings;
  story: Story;
  /** Says when nothing more will come. */
  look: Look;
  /** Takes both numbers of a connection: at the client, and at the server. */
  onConnection(connection: number, through: number): void;
}

/** An open proxy, and how to end it. */
export type OpenCheckProxy = CheckProxy & { readonly isHolding: boolean; destroy(): void };

/** Opens a proxy on a free port of 127.0.0.1. */
export async function openCheckProxy(options: CheckProxyOptions): Promise<OpenCheckProxy> {
  const { faults, target, subject, subjects, readings, story, look, onConnection } = options;
  const records: TapRecord[] = [];
  const watchers = new Set<() => void>();
  const sockets: net.Socket[] = [];
  const record = (one: TapRecord) => {
    records.push(one);
    const { kind, connection, through } = one;
    if (kind === 'connection' && connection !== undefined && through !== undefined) {
      onConnection(connection, through);
    }
    for (const watch of watchers) watch();
  };
  const proxy = await openProxy({ target, faults, port: 0, readings, record });
  story.tell((say) => say.proxy(say.faults(faults)));

  /** Whether nothing more comes from the connections so far. */
  function isOver(): boolean {
    const count = (wanted: TapRecord['kind']) =>
      records.filter(({ kind }) => kind === wanted).length;
    return count('connection') > 0 && count('connection') === count('close');
  }

  /** The first record that passes; null where none comes before `isLate`, or in time. */
  async function find(
    test: (record: TapRecord) => boolean,
    isLate = isOver,
  ): Promise<TapRecord | null> {
    let watch = () => {};
    const found = new Promise<TapRecord | null>((resolve) => {
      watch = () => {
        const first = records.find(test);
        if (first || isLate()) resolve(first ?? null);
      };
    });
    watchers.add(watch);
    watch();
    const first = await before(found, EVENT_MS);
    watchers.delete(watch);
    return first === 'deadline' ? null : first;
  }

  /** How many bytes a program under check read at a time of what this proxy passed on, by connection. */
  function listChunks(): number[][] {
    return records.flatMap(({ kind, connection, through }) => {
      if (kind !== 'connection') return [];
      return subjects.map((each) =>
        each.records.flatMap((one) => {
          const isOurs = one.connection === connection || one.connection === through;
          return one.kind === 'data' && isOurs ? [one.bytes ?? 0] : [];
        }),
      );
    });
  }

  async function isApplied(): Promise<boolean> {
    const { split, resetAfter, drop } = faults;
    if (resetAfter !== undefined) return (await find(isOwnReset)) !== null;
    if (drop !== undefined) return (await find(({ pieces }) => pieces === 0)) !== null;
    if ((await find(({ kind }) => kind === 'write')) === null) return false;
    const chunks = listChunks();
    if (split !== undefined) return chunks.flat().every((bytes) => bytes <= split);
    if (!faults.coalesce) return true;
    const writes = records.filter(({ kind }) => kind === 'write').length;
    return chunks.every(({ length }) => length <= writes);
  }

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
      const socket = net.connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true });
      socket.on('error', () => {});
      sockets.push(socket);
      const own = await new Promise<number>((resolve, reject) => {
        socket.once('connect', () => resolve(socket.localPort ?? 0));
        socket.once('error', reject);
      });
      const onRead = reportPeerReadings(socket, 'connect', own, readings);
      story.tell((say) => say.connected(own));
      const isJoint = (one: TapRecord) => one.kind === 'connection' && one.connection === own;
      const joint = await find(isJoint, () => false);
      return openPeer({
        socket,
        connection: joint?.through ?? own,
        story,
        subject: () => subject,
        look,
        onRead,
      });
    },
    async applied() {
      if (!(await isApplied())) throw new Inconclusive(tellCheck((say) => say.notApplied));
    },
  };
}

function isOwnReset({ kind, to }: TapRecord): boolean {
  return kind === 'reset' && to === undefined;
}
