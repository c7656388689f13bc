// The place where a run's programs meet: a host, a port and a path, each of the run's own.
import { once } from 'node:events';
import net from 'node:net';
import os from 'node:os';
import { PREFERRED_PORT } from '../course/expected.ts';
import { findFreePort, isFree } from '../stage/free-port.ts';
import { openRunSocket } from '../stage/socket-folder.ts';
import { sayBoth } from '../text/bilingual.ts';
import { misuse } from '../text/failure.ts';
import type { Bilingual, Language } from '../text/language.ts';
import { runAddressMessages } from '../text/messages/run-address.ts';

const LOOPBACK = '127.0.0.1';

/** Where programs meet, for as long as a lesson is open or a command runs. */
export interface RunAddress {
  readonly port: number;
  /** Whether the programs keep the port, whoever has it. */
  readonly isFixed: boolean;
  /** `PORT`, `HOST` and `SOCKET_PATH` for every program. */
  readonly environment: Readonly<Record<string, string>>;
  /** What the environment decided, to be told before the first run. */
  readonly notes: readonly Bilingual[];
  /**
   * Makes the place free; to be called before a run, while none of its own programs runs, or only one that has the
   * port for UDP (`isUdpOurs`). Where somebody else has the
   * port it takes another one, and tells of that, but for a port that was asked for: then it returns whether a program
   * that isn't part of the run has that one. What a dead server left at the path goes.
   */
  prepare(onMove?: (note: Bilingual) => void, isUdpOurs?: boolean): Promise<boolean>;
  /** Gives the port back. */
  close(): void;
}

/** What a place is chosen by. */
export interface RunAddressOptions {
  environment: NodeJS.ProcessEnv;
  /** `--port`: it goes before the environment's. */
  port?: number | undefined;
  /** `--host`: it goes before the environment's. */
  host?: string | undefined;
  /**
   * Whether the programs are half of a run, whose other half somebody else starts: they are to meet there, and keep the
   * port and the path that they have by themselves.
   */
  isHalf?: boolean;
  /** The port where nobody asks for one; 6969 unless given. */
  preferred?: number;
}

/** Chooses a place. Throws a usage Failure where `PORT` is no port. */
export async function openRunAddress(options: RunAddressOptions): Promise<RunAddress> {
  const wanted = options.port ?? readPort(options.environment);
  const { host, note } = chooseHost(options);
  const isFixed = Boolean(wanted);
  const preferred = options.preferred ?? PREFERRED_PORT;
  const socket = openRunSocket();
  let claim: net.Server | null = null;
  let port = wanted === 0 ? await findFreePort() : (wanted ?? preferred);

  /** Whether the port is this run's to use, as far as anybody can tell before it is used. */
  async function isOurs(isUdpOurs: boolean): Promise<boolean> {
    if (!isFixed && port === preferred) {
      claim ??= await claimPort(port);
      if (claim === null) return false;
    }
    return isFree(port, !isUdpOurs);
  }

  function release(): void {
    claim?.close();
    claim = null;
  }

  return {
    get port() {
      return port;
    },
    isFixed: isFixed || options.isHalf === true,
    get environment() {
      const isPathGiven = options.isHalf || options.environment.SOCKET_PATH;
      const socketPath = isPathGiven ? null : socket.path;
      return {
        HOST: host,
        PORT: String(port),
        ...(socketPath !== null && { SOCKET_PATH: socketPath }),
      };
    },
    notes: [...note, ...tellPort(options, wanted)],
    async prepare(onMove = () => {}, isUdpOurs = false) {
      socket.clear();
      if (options.isHalf || (await isOurs(isUdpOurs))) return false;
      if (isFixed) return true;
      const from = port;
      release();
      port = await findFreePort();
      onMove(tell((say) => say.portMoved(from, port)));
      return false;
    },
    close: release,
  };
}

/** How far the port that stands for a claim lies above the one that is claimed. */
const CLAIM_OFFSET = 10_000;

/**
 * Claims a port (at most 55535), or resolves to null where another tour on this machine, of any user, has it. To see
 * whether a port is free isn't enough: two tours may look at the same moment, and a client that must find no server
 * holds no port itself. So the tour with the claim listens on a port beside it, which the system frees however the
 * process ends.
 */
async function claimPort(port: number): Promise<net.Server | null> {
  const server = net.createServer((socket) => socket.destroy()).unref();
  server.listen({ port: port + CLAIM_OFFSET, host: LOOPBACK, exclusive: true });
  return once(server, 'listening').then(
    () => server,
    () => null,
  );
}

/** The port in `PORT`; null where it is not set, or empty. Throws a usage Failure where it is no port. */
export function readPort({ PORT }: NodeJS.ProcessEnv): number | null {
  if (!PORT) return null;
  const port = Number(PORT);
  if (/^\d+$/.test(PORT) && port <= 65_535) return port;
  throw misuse(runAddressMessages, (say) => say.notAPort(PORT));
}

/**
 * The host for a lesson's programs. Some shells export the machine's name as HOST, and compilers the kind of machine:
 * only what can't be one of these is taken from the environment.
 */
function chooseHost({ environment, host }: Pick<RunAddressOptions, 'environment' | 'host'>): {
  host: string;
  note: Bilingual[];
} {
  if (host !== undefined) return { host, note: [] };
  const given = environment.HOST ?? '';
  if (given === '' || given === LOOPBACK || isMachine(given)) return { host: LOOPBACK, note: [] };
  const isTaken = net.isIP(given) !== 0 || given === 'localhost';
  return isTaken
    ? { host: given, note: [tell((say) => say.hostTaken(given))] }
    : { host: LOOPBACK, note: [tell((say) => say.hostPassedOver(given))] };
}

/** Whether a HOST names this machine, in full or in short, or what kind it is (`x86_64-conda-linux-gnu`). */
export function isMachine(given: string): boolean {
  const name = os.hostname();
  return (
    (given !== '' && [name, name.split('.')[0]].includes(given)) || /^\w+-\w+-\w+-\w+$/.test(given)
  );
}

/** Tells of a port that the environment asks for; any free one is told by the programs themselves. */
function tellPort({ port: given }: RunAddressOptions, wanted: number | null): Bilingual[] {
  return given === undefined && wanted ? [tell((say) => say.portTaken(wanted))] : [];
}

function tell(text: (say: (typeof runAddressMessages)[Language]) => string): Bilingual {
  return sayBoth(runAddressMessages, text);
}
