// A row of ports: consecutive ones that a check takes and frees, so that a program finds some of them taken.
import { once } from 'node:events';
import net from 'node:net';
import { findFreePort } from '../stage/free-port.ts';
import { Inconclusive } from './expectation-errors.ts';
import type { PeerLog } from './peer-log.ts';
import type { ProgramUnderCheck } from './program-under-check.ts';
import type { Story } from './story.ts';

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
  log: PeerLog = () => {},
): Promise<PortRow> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const first = await findPort();
    const ports = Array.from({ length: count }, (_, index) => first + index);
    const row = new PortRow(ports, story, log);
    if (await row.takeAll()) return row;
    row.close();
  }
  throw new Inconclusive((say) => say.noPorts(count));
}

/** Consecutive ports of 127.0.0.1, all of them the check's to take and to free. */
export class PortRow {
  /** All of them, ascending. */
  readonly ports: readonly number[];
  readonly #story: Story;
  readonly #log: PeerLog;
  /** What holds each port that is taken now. */
  readonly #servers = new Map<number, net.Server>();
  readonly #sockets = new Set<net.Socket>();
  readonly #visited = new Set<number>();
  #takenAtFirst: readonly number[];

  /** None of them is taken yet. */
  constructor(ports: readonly number[], story: Story, log: PeerLog) {
    this.ports = ports;
    this.#takenAtFirst = ports;
    this.#story = story;
    this.#log = log;
  }

  /** Those that are taken now, by the check. */
  get taken(): readonly number[] {
    return this.ports.filter((port) => this.#servers.has(port));
  }

  /** Those that got a connection while they were taken: one way to find out that they are. */
  get visited(): readonly number[] {
    return this.ports.filter((port) => this.#visited.has(port));
  }

  /** Takes all; false where another program has one of them. */
  async takeAll(): Promise<boolean> {
    return (await this.#shut(this.ports)).length === 0;
  }

  /** Frees all but these. Throws Inconclusive where another program was quicker to take one. */
  async take(...ports: number[]): Promise<void> {
    const free = this.ports.filter((port) => !ports.includes(port));
    await this.#open(free);
    requireNone(await this.#shut(ports));
    this.#takenAtFirst = ports;
    this.#story.tell((say) => say.ports(ports, free));
  }

  /** Frees these; once it settles, any program may listen there. */
  async free(...ports: number[]): Promise<void> {
    await this.#open(ports);
    this.#story.tell((say) => say.portsFreed(ports));
  }

  /**
   * Makes sure that the free ones were there for the program to take; it is stopped for that. Throws
   * Inconclusive where another program took one. For phases that fail: where the program found what it was
   * meant to find, nothing interfered.
   */
  async makeSure(program: ProgramUnderCheck): Promise<void> {
    const free = this.ports.filter((port) => !this.#servers.has(port));
    await program.stop();
    const lost = await this.#shut(free);
    await this.#open(free);
    requireNone(lost);
    // Another program may have had it only for a moment; then the program was told so.
    const own = program.records.flatMap(({ kind, local = '' }) =>
      kind === 'listening' ? Number(/\d+$/.exec(local)?.[0]) : [],
    );
    const known = [...this.#takenAtFirst, ...own];
    const isForeign = (port: number) => this.ports.includes(port) && !known.includes(port);
    requireNone(readRefusals(program).filter(isForeign));
  }

  /** Frees all of them. */
  close(): void {
    void this.#open(this.ports);
  }

  /** Takes ports; returns those that another program holds. */
  async #shut(ports: readonly number[]): Promise<number[]> {
    const lost: number[] = [];
    for (const port of ports.filter((each) => !this.#servers.has(each))) {
      const server = net.createServer((socket) => this.#receive(port, socket));
      await once(server.on('error', () => {}).listen(port, '127.0.0.1'), 'listening').then(
        () => {
          this.#servers.set(port, server);
          this.#log({ kind: 'listening', local: `127.0.0.1:${port}` });
        },
        () => lost.push(port),
      );
    }
    return lost;
  }

  async #open(ports: readonly number[]): Promise<void> {
    const held = ports.flatMap((port) => this.#servers.get(port) ?? []);
    for (const port of ports) {
      if (this.#servers.delete(port)) this.#log({ kind: 'close', local: `127.0.0.1:${port}` });
    }
    for (const socket of this.#sockets) {
      if (ports.includes(socket.localPort ?? 0)) socket.destroy();
    }
    await Promise.all(held.map((server) => once(server.close(), 'close')));
  }

  #receive(port: number, socket: net.Socket): void {
    this.#visited.add(port);
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => this.#sockets.delete(socket));
    socket.resume();
  }
}

function requireNone(lost: readonly number[]): void {
  if (lost.length > 0) throw new Inconclusive((say) => say.portsLost(lost));
}
