// A row of ports: consecutive ones that a check takes and frees, so that a program finds some of them taken.
import net from 'node:net';
import { findFreePort } from '../stage/free-port.ts';
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

type Reported = Pick<ProgramUnderCheck, 'records'>;

/** How many starting ports are tried before a check gives up. */
const TRIES = 20;
/** How Node words the refusal of a port, which is its last number. */
const TAKEN = /\bEADDRINUSE\b.*:(\d+)$/;

/** The ports that a program found taken, in order, as often as it found them so. */
export function readRefusals({ records }: Reported): number[] {
  return records.flatMap(({ kind, message = '' }) => {
    const port = kind === 'error' ? TAKEN.exec(message)?.[1] : undefined;
    return port === undefined ? [] : [Number(port)];
  });
}

/** The addresses on which a program listens now: those of its servers that have not closed. */
export function readListening({ records }: Reported): string[] {
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
  story: Story,
  findPort = findFreePort,
): Promise<PortRow> {
  /** What holds each port that is taken now. */
  const doors = new Map<number, Door>();
  const visited = new Set<number>();
  let ports: number[] = [];
  let takenAtFirst: readonly number[] = [];

  /** Takes ports; returns those that another program holds. */
  async function shut(some: readonly number[]): Promise<number[]> {
    const lost: number[] = [];
    for (const port of some) {
      if (doors.has(port)) continue;
      const door = await openDoor(port, () => visited.add(port));
      if (door) doors.set(port, door);
      else lost.push(port);
    }
    return lost;
  }

  async function open(some: readonly number[]): Promise<void> {
    const opened = some.map((port) => doors.get(port)?.close());
    for (const port of some) doors.delete(port);
    await Promise.all(opened);
  }

  const listFree = () => ports.filter((port) => !doors.has(port));
  const requireNone = (lost: readonly number[]) => {
    if (lost.length > 0) throw new Inconclusive((say) => say.portsLost(lost));
  };

  for (let tries = 0; ; tries += 1) {
    if (tries === TRIES) throw new Inconclusive((say) => say.noPorts(count));
    const first = await findPort();
    ports = Array.from({ length: count }, (_, index) => first + index);
    if ((await shut(ports)).length === 0) break;
    await open(ports);
  }
  takenAtFirst = ports;
  return {
    ports,
    get taken() {
      return ports.filter((port) => doors.has(port));
    },
    get visited() {
      return ports.filter((port) => visited.has(port));
    },
    async take(...some) {
      await open(ports.filter((port) => !some.includes(port)));
      requireNone(await shut(some));
      takenAtFirst = some;
      story.tell((say) => say.ports(some, listFree()));
    },
    async free(...some) {
      await open(some);
      story.tell((say) => say.portsFreed(some));
    },
    async makeSure(program) {
      const free = listFree();
      await program.stop();
      const lost = await shut(free);
      await open(free);
      requireNone(lost);
      // Another program may have had it only for a moment; then the program was told so.
      const own = program.records.flatMap(({ kind, local = '' }) =>
        kind === 'listening' ? Number(/\d+$/.exec(local)?.[0]) : [],
      );
      const isForeign = (port: number) =>
        ports.includes(port) && !takenAtFirst.includes(port) && !own.includes(port);
      requireNone(readRefusals(program).filter(isForeign));
    },
    close: () => void open(ports),
  };
}

/** Holds a port. */
interface Door {
  /** Settles when the port is free. */
  close(): Promise<void>;
}

/** Takes a port; null where another program has it. */
async function openDoor(port: number, onVisit: () => void): Promise<Door | null> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    onVisit();
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.resume();
  });
  const isListening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (!isListening) return null;
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
