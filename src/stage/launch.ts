// The only code that starts the programs of a run: a program with tsx and the tap preloaded, or a spare for one.
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { guardGroup, openGuard } from './orphan-guard.ts';
import { CONTROL_FD, REPORT_FD, TAP_VARIABLE, type TapRole } from './trace/record.ts';
import { openPrivateFolder } from './user-folder.js';

/**
 * What to run, and as which actor. In the arguments of a foreign program `{host}` and `{port}` are a client's server's, or
 * a server's own, and `{upstream}` is the port of the server before it.
 */
export interface ProgramOptions {
  /** `server`, `client`, `client-2`, … */
  actor: string;
  /** The program's absolute path. */
  file: string;
  /** Whether it is any other program, not one of Node's: it is started as it is, without a tap. */
  isForeign?: boolean;
  /** What it is called; its file's name unless given. */
  title?: string;
  /** The program's own arguments. */
  arguments?: string[];
  /** The working directory; by default the runner's. */
  cwd?: string;
  /** Variables added to the environment, such as `PORT`. */
  environment?: Record<string, string>;
  /** Variables that the learner gave this program, as they are: they go before all others. */
  variables?: Record<string, string>;
  /** The server before it, an actor: it is told that one's port in `UPSTREAM`, and starts when that one listens. */
  upstream?: string;
  /** Whether it is a server with a free port of its own in `PORT`, which what comes after it is told. */
  hasOwnPort?: boolean;
  /** Whether what is taken for a server may be a client: it is one where it asks for a connection first. */
  isUnsure?: boolean;
  /** Of one of many clients: how long after the one before it it starts at the soonest, in ms. Absent where it is alone. */
  many?: { everyMs: number };
  /** Whether it has the runner's own standard input; else it is empty. */
  hasInput?: boolean;
  /** The URL of what is preloaded instead of tsx, for TypeScript that is compiled already. */
  loader?: string | undefined;
  /** The port of 127.0.0.1 on which it waits for a debugger before its first line, 0 for any; it doesn't wait unless given. */
  debugPort?: number;
}

// Each costs start-up time or changes what a program prints, and the learner set none of them.
const REMOVED_VARIABLES = ['NODE_EXTRA_CA_CERTS', 'FORCE_COLOR', 'NO_COLOR', 'NODE_DISABLE_COLORS'];

// An empty value should mean nothing, but `process.env.HOST ?? '127.0.0.1'` is empty then: every interface.
const MEETING_VARIABLES = ['HOST', 'PORT', 'SOCKET_PATH'];

// Once built, this code may lie in a folder beside `stage`.
const TAP = new URL('../stage/tap/preload.js', import.meta.url).href;
/**
 * Bounds the young generation of a program that floods, in MiB: the own bound of Node 20 and 22, which Node 24 raised. A
 * flag of V8 costs them their compiled built-ins, a sixth of the time that a program takes to start.
 */
const YOUNG_BOUND =
  Number.parseInt(process.versions.node, 10) > 22 ? ['--max-semi-space-size=16'] : [];
const TSX = new URL('../stage/load-tsx.js', import.meta.url);
const IS_BUILT = !import.meta.url.endsWith('.ts');

/** The environment of a program. */
export function readEnvironment(options: ProgramOptions): Record<string, string> {
  const environment: NodeJS.ProcessEnv = { ...process.env, ...options.environment };
  for (const name of REMOVED_VARIABLES) delete environment[name];
  for (const name of MEETING_VARIABLES) if (environment[name] === '') delete environment[name];
  return { ...environment, ...options.variables } as Record<string, string>;
}

/** What a program is called. */
export function readTitle({ title, file }: Pick<ProgramOptions, 'title' | 'file'>): string {
  return title ?? path.basename(file);
}

/** The working directory of a program, absolute. */
export function readFolder({ cwd }: ProgramOptions): string {
  return cwd ?? process.cwd();
}

/**
 * Starts a program: standard input empty or the runner's own, output on pipes, and with a `token` for its marks the tap, its
 * reports and questions on pipes beside them. As a spare it becomes the program when it gets its cue (see `Cue`).
 */
export function launch(
  options: ProgramOptions,
  token: string | null,
  role: TapRole | null = null,
): ChildProcess {
  const environment = readEnvironment(options);
  openGuard();
  const stdio: ('inherit' | 'ignore' | 'pipe')[] = [
    options.hasInput ? 'inherit' : 'ignore',
    'pipe',
    'pipe',
  ];
  if (token !== null) {
    environment[TAP_VARIABLE] = role === null ? token : `${token} ${role}`;
    stdio[REPORT_FD] = 'pipe';
    stdio[CONTROL_FD] = 'pipe';
  }
  const { file, isForeign, arguments: own = [] } = options;
  const words = isForeign ? own : [...listPreloads(options, token !== null), file, ...own];
  const child = spawn(isForeign ? file : process.execPath, words, {
    cwd: readFolder(options),
    env: environment,
    stdio,
    // A group of its own: the runner handles Ctrl-C, and what the program spawns ends with it.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  if (child.pid !== undefined) guardGroup(child.pid);
  return child;
}

/** The URL of what loads tsx; without a private folder for its cache, tsx has none. */
export function locateTsx(): string {
  const url = new URL(TSX);
  url.searchParams.set('cache', findCacheFolder());
  url.searchParams.set('tsx', import.meta.resolve('tsx'));
  return url.href;
}

function findCacheFolder(): string {
  try {
    return openPrivateFolder();
  } catch {
    return '';
  }
}

function listPreloads({ loader = locateTsx(), debugPort }: ProgramOptions, isTapped: boolean) {
  const debug = debugPort === undefined ? [] : [`--inspect-brk=127.0.0.1:${debugPort}`];
  const first = [...debug, '--import', loader];
  if (!isTapped) return first;
  // The tap takes them out of what the program sees (see tap/preload.js).
  const tap = [...YOUNG_BOUND, '--import', TAP];
  // Once built, the tap needs no tsx, and loads several times faster where tsx isn't there yet.
  return IS_BUILT ? [...tap, ...first] : [...first, ...tap];
}

/** A token for the marks of one program's output. */
export function createToken(): string {
  return Math.random().toString(36).slice(2, 10).padEnd(8, '0');
}
