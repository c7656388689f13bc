// Where a server of three sockets is to be, and whether it is there.
import path from 'node:path';
import type { Bilingual, ProgramUnderCheck, TapRecord, Tools } from '../../../src/check/kit.ts';

export const HOST = '127.0.0.1';
const EVERYWHERE = [HOST, '0.0.0.0', '[::]'];
/** How long a program has to start, in ms. */
const START_MS = 10_000;
const SOMETHING: Bilingual = { en: 'it opens a socket', zh: '它打开一个套接字' };

export type Kind = 'TCP' | 'UDP' | 'UNIX';

/** A port and a path, and the server that was told of them. */
export interface Place {
  readonly port: number;
  readonly path: string;
  /** The server, once it listened somewhere; the same one in all phases, for it has the port. */
  readonly program: ProgramUnderCheck | null;
  start(): Promise<ProgramUnderCheck>;
}

export async function openPlace({ freePort, folder, launch }: Tools): Promise<Place> {
  const port = await freePort();
  const own = folder();
  const name = path.basename(own);
  const socket = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : path.join(own, 'sock');
  let program: ProgramUnderCheck | null = null;
  return {
    port,
    path: socket,
    get program() {
      return program;
    },
    async start() {
      const environment = { HOST, PORT: String(port), SOCKET_PATH: socket };
      program ??= launch({ environment });
      // Which of its sockets opens first is its own affair.
      const isBegun = ({ kind }: TapRecord) => kind === 'listening' || kind === 'exit';
      await program.until(SOMETHING, isBegun, { ms: START_MS });
      return program;
    },
  };
}

/** Whether a record says that the socket of a kind is open, where it should be. */
function isOpening({ kind, local, protocol }: TapRecord, place: Place, which: Kind): boolean {
  if (kind !== 'listening' || (protocol === 'udp') !== (which === 'UDP')) return false;
  if (which === 'UNIX') return local === place.path;
  // A socket on all addresses answers at HOST, too.
  return EVERYWHERE.some((host) => local === `${host}:${place.port}`);
}

export function isOpenEverywhere({ records }: ProgramUnderCheck, place: Place): boolean {
  const kinds: Kind[] = ['TCP', 'UDP', 'UNIX'];
  return kinds.every((which) => records.some((record) => isOpening(record, place, which)));
}

export async function untilListening(
  program: ProgramUnderCheck,
  place: Place,
  which: Kind,
): Promise<void> {
  const where = which === 'UNIX' ? place.path : `${HOST}:${place.port}`;
  await program.until(
    { en: `a ${which} socket on ${where}`, zh: `${where} 上有一个 ${which} 套接字` },
    (record) => isOpening(record, place, which),
  );
}

/** Starts the server, and waits until all three are open. */
export async function startAll(place: Place): Promise<ProgramUnderCheck> {
  const program = await place.start();
  for (const which of ['TCP', 'UNIX', 'UDP'] as const) await untilListening(program, place, which);
  // Who waits for the last socket to open, and then begins to listen for signals, does so first.
  await program.isAwake();
  return program;
}
