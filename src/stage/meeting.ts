// Where the programs of a run meet: what each is told of the server before it, and of its own port.
import { LOOPBACKS, parseAddress, readPort } from './address.ts';
import { findListening } from './alive.ts';
import { findFreePort, isFree } from './free-port.ts';
import { type ProgramOptions, readEnvironment, readTitle } from './launch.ts';
import type { FaultProxy } from './proxy/proxy.ts';
import type { Stage } from './stage.ts';

/** Where a server is reached. */
export interface Place {
  host: string;
  port: string;
}

/** Where a server listens, and whether what comes after it is told so in `PORT`. */
interface Found {
  address: string;
  isTold: boolean;
}

/** Where programs meet that are started together. */
export interface Meeting {
  /** The ports that servers were given of their own. */
  readonly ports: readonly number[];
  /** A server as it is to be started, and where it is to listen. */
  tellServer(server: ProgramOptions): Promise<{ options: ProgramOptions; place: Place }>;
  /** A client as it is to be started, towards its server or the proxy before that. */
  tellClient(client: ProgramOptions, proxy: FaultProxy | null): ProgramOptions;
  /** A server listens. */
  hear(actor: string, address: string, hasOwnPort: boolean): void;
  /** What was to meet an actor meets the one before it instead. */
  passOver(actor: string, upstream: string | undefined): void;
  /** Where a server listens; an empty address where it doesn't. */
  find(actor: string): { server: string; address: string };
}

const LOOPBACK = '127.0.0.1';

/** Opens a meeting of programs on a stage, where others may run already. */
export function openMeeting(
  stage: Pick<Stage, 'events'>,
  { isPortPassed = false }: { isPortPassed?: boolean | undefined },
): Meeting {
  const found = new Map<string, Found>();
  const ports: number[] = [];

  /** The server before a program; the first one where none is named. */
  function findBefore(upstream: string | undefined): Found | null {
    if (upstream === undefined) return [...found.values()][0] ?? null;
    const address = findListening(stage.events, upstream).at(-1);
    return found.get(upstream) ?? (address === undefined ? null : { address, isTold: true });
  }

  return {
    ports,
    async tellServer(server) {
      const before = server.upstream === undefined ? null : findBefore(server.upstream);
      const upstream = readPort(before?.address ?? '');
      const own = server.hasOwnPort ? await choosePort(upstream) : null;
      if (own !== null) ports.push(own);
      const environment = {
        ...server.environment,
        ...(own !== null && { PORT: String(own) }),
        ...(upstream !== null && { UPSTREAM: upstream }),
      };
      const told = { ...server, environment };
      const { HOST: host = LOOPBACK, PORT: port = '' } = readEnvironment(told);
      const place = { host, port };
      return { options: fillIn(told, place, upstream), place };
    },
    tellClient(client, proxy) {
      const before = findBefore(client.upstream);
      const port = readPort(before?.address ?? '');
      const isTold = isPortPassed || before?.isTold;
      const upstream = proxy?.environment.PORT ?? port;
      const environment = {
        ...client.environment,
        // The real port of a server, which may have asked for any.
        ...(isTold && port !== null && { PORT: port }),
        ...proxy?.environment,
        ...(client.upstream !== undefined && upstream !== null && { UPSTREAM: upstream }),
      };
      const place = proxy
        ? { host: proxy.environment.HOST, port: proxy.environment.PORT }
        : readPlace(before?.address ?? '');
      const told = { ...client, environment };
      return fillIn(told, place ?? findPlace(told), upstream);
    },
    hear(actor, address, isTold) {
      found.set(actor, { address, isTold });
    },
    passOver(actor, upstream) {
      const before = findBefore(upstream);
      if (before) found.set(actor, before);
    },
    find: (server) => ({ server, address: found.get(server)?.address ?? '' }),
  };
}

/** A port for a server that stands behind another one: the next where it is free, as is easily read. */
async function choosePort(upstream: string | null): Promise<number> {
  const next = Number(upstream ?? 0) + 1;
  const isUsable = next > 1024 && next <= 65_535;
  return isUsable && (await isFree(next)) ? next : findFreePort();
}

/** Where a client finds an address that a server listens on; null for a path. */
function readPlace(listening: string): Place | null {
  const address = parseAddress(listening);
  return address && { host: LOOPBACKS[address.host] ?? address.host, port: String(address.port) };
}

/** Where a server that is already up is to be met; null where the environment doesn't say. */
function findPlace(client: ProgramOptions): Place | null {
  const { HOST: host = LOOPBACK, PORT: port } = readEnvironment(client);
  return port === undefined ? null : { host: LOOPBACKS[host] ?? host, port };
}

/** A foreign program with a place for `{host}`, `{port}` and `{upstream}` in its arguments; any other as it is. */
function fillIn(
  program: ProgramOptions,
  place: Place | null,
  upstream: string | null,
): ProgramOptions {
  if (!program.isForeign || !place) return program;
  const { host, port } = place;
  const fill = (word: string) =>
    word
      .replaceAll('{host}', host)
      .replaceAll('{port}', port)
      .replaceAll('{upstream}', upstream ?? '{upstream}');
  const title = fill(readTitle(program));
  return { ...program, title, arguments: (program.arguments ?? []).map(fill) };
}
