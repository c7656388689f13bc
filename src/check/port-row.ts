// A row of ports: consecutive ones that a check takes and frees, so that a program finds some of them taken.
import net from 'node:net';
import { tellCheck } from '../text/messages/check.ts';
import { Inconclusive } from './expectation-errors.ts';
import type { ProgramUnderCheck } from './program-under-check.ts';
import type { Story } from './story.ts';

/** Consecutive ports of 127.0.0.1, all of them the check's to take and to free. */
export interface PortRow {
  /** All of them, ascending. */
  readonly ports: readonly number[];
  /** Those that are taken now, by the check. */
  readonly taken: readonly number[];
  /** Those that got a connection while they were taken: one way to find out that they are. */
  readonly visited: readonly number[];
  /** Frees all but these. Throws Inconclusive where another program was quicker to take one. */
  take(...ports: number[]): Promise<void>;
  /** Frees these; once it settles, any program may listen there. */
  free(...ports: number[]): Promise<void>;
  /**
   * Makes sure that the free ones were there for the program to take; it is stopped for that. Throws
   * Inconclusive where another program took one. For phases that fail: where the program found what it was
   * meant to find, nothing interfered.
   */
  makeSure(program: ProgramUnderCheck): Promise<void>;
  /** Frees all of them. */
  close(): void;
}

/** How many starting ports are tried before a check gives up. */
const TRIES = 20;
/** How Node words the refusal of a port, which is its last number. */
const TAKEN = /\bEADDRINUSE\b.*:(\d+)$/;

/** The ports that a program found taken, in order, as often as it found them so. */
export function readRefusals({ records }: Pick<ProgramUnderCheck, 'records'>): number[] {
  return records.flatMap(({ kind, message = '' }) => {
    const port = kind === 'error' ? TAKEN.exec(message)?.[1] : undefined;
    return port === undefined ? [] : [Number(port)];
  });
}

/** The addresses on which a program listens now: those of its servers that have not closed. */
export function readListening({ records }: Pick<ProgramUnderCheck, 'records'>): string[] {
  const open: string[] = [];
  for (const { kind, local } of records) {
    if (local === undefined) continue;
    if (kind === 'listening') open.push(local);
    if (kind === 'close' && open.includes(local)) open.splice(open.indexOf(local), 1);
  }
  return open;
}

/**
 * Takes `count` consecutive ports; `findPort` returns a free one to begin with. Throws Inconclusive
 * where no such row is to be had.
 */
export async function openPortRow(
  count: number,
  findPort: () => Promise<number>,
  story: Story,
): Promise<PortRow> {
  const doors = await findDoors(count, findPort);
  const ports = doors.map(({ port }) => port);
  const pick = (some: readonly number[]) => doors.filter(({ port }) => some.includes(port));
  const freeOnes = () => doors.filter(({ isShut }) => !isShut);
  let takenAtFirst: readonly number[] = ports;

  async function open(some: readonly Door[]): Promise<void> {
    await Promise.all(some.map((door) => door.open()));
  }

  async function shut(some: readonly Door[]): Promise<void> {
    const done = await Promise.all(some.map((door) => door.shut()));
    const lost = some.filter((_, index) => !done[index]).map(({ port }) => port);
    if (lost.length > 0) throw new Inconclusive(tellCheck((say) => say.portsLost(lost)));
  }

  return {
    ports,
    get taken() {
      return doors.filter(({ isShut }) => isShut).map(({ port }) => port);
    },
    get visited() {
      return doors.filter(({ isVisited }) => isVisited).map(({ port }) => port);
    },
    async take(...some) {
      const wanted = pick(some);
      await open(doors.filter((door) => !wanted.includes(door)));
      await shut(wanted);
      takenAtFirst = some;
      const free = freeOnes().map(({ port }) => port);
      story.tell((say) => say.ports(some, free));
    },
    async free(...some) {
      await open(pick(some));
      story.tell((say) => say.portsFreed(some));
    },
    async makeSure(program) {
      const free = freeOnes();
      await program.stop();
      await shut(free);
      await open(free);
      // Another program may have had it only for a moment; then the program was told so.
      const own = program.records.flatMap(({ kind, local = '' }) =>
        kind === 'listening' ? Number(/\d+$/.exec(local)?.[0]) : [],
      );
      const lost = readRefusals(program).filter(
        (port) => ports.includes(port) && !takenAtFirst.includes(port) && !own.includes(port),
      );
      if (lost.length > 0) throw new Inconclusive(tellCheck((say) => say.portsLost(lost)));
    },
    close() {
      for (const door of doors) void door.open();
    },
  };
}

/** One port: closed to others while the check holds it, open to them otherwise. */
interface Door {
  readonly port: number;
  readonly isShut: boolean;
  /** Whether a client connected while it was shut. */
  readonly isVisited: boolean;
  /** False where another program holds the port. */
  shut(): Promise<boolean>;
  open(): Promise<void>;
}

async function findDoors(count: number, findPort: () => Promise<number>): Promise<Door[]> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const first = await findPort();
    const doors = Array.from({ length: count }, (_, index) => makeDoor(first + index));
    const areShut = await Promise.all(doors.map((door) => door.shut()));
    if (areShut.every((isShut) => isShut)) return doors;
    await Promise.all(doors.map((door) => door.open()));
  }
  throw new Inconclusive(tellCheck((say) => say.noPorts(count)));
}

function makeDoor(port: number): Door {
  let server: net.Server | null = null;
  let isVisited = false;
  const sockets = new Set<net.Socket>();
  const receive = (socket: net.Socket) => {
    isVisited = true;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.resume();
  };
  return {
    port,
    get isShut() {
      return server !== null;
    },
    get isVisited() {
      return isVisited;
    },
    async shut() {
      if (server) return true;
      const made = net.createServer(receive);
      const isListening = await new Promise<boolean>((resolve) => {
        made.once('error', () => resolve(false));
        made.listen(port, '127.0.0.1', () => resolve(true));
      });
      if (isListening) server = made;
      return isListening;
    },
    async open() {
      const closing = server;
      if (!closing) return;
      server = null;
      await new Promise<void>((resolve) => {
        closing.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      });
    },
  };
}
