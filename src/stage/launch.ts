// The one place that starts processes: a program with tsx and the tap preloaded.
import { type ChildProcess, spawn } from 'node:child_process';
import { extname } from 'node:path';
import { guardGroup } from './guard.ts';
import { CONTROL_FD, REPORT_FD, TAP_VARIABLE } from './record.ts';

/** What to run, and as whom. */
export interface ProgramOptions {
  /** `server`, `client`, `client-2`, … */
  actor: string;
  /** The program's absolute path. */
  file: string;
  /** The program's own arguments. */
  arguments?: string[];
  /** The working directory; the runner's unless given. */
  cwd?: string;
  /** Variables added to the environment, such as `PORT`. */
  environment?: Record<string, string>;
}

// Each costs start-up time or changes what a program prints, and none is the learner's doing.
const REMOVED_VARIABLES = ['NODE_EXTRA_CA_CERTS', 'FORCE_COLOR', 'NO_COLOR', 'NODE_DISABLE_COLORS'];

const TAP = new URL(`./tap/index${extname(import.meta.url)}`, import.meta.url).href;

/** The folder of the tap, as it shows in a program's stack traces. */
export const TAP_FOLDER = new URL('./tap/', import.meta.url).pathname;

/** Starts a program: standard input empty, output on pipes, the tap's report and control beside them. */
export function launch(options: ProgramOptions, isTapped: boolean): ChildProcess {
  const environment: NodeJS.ProcessEnv = { ...process.env, ...options.environment };
  for (const name of REMOVED_VARIABLES) delete environment[name];
  const preload = ['--import', import.meta.resolve('tsx')];
  if (isTapped) {
    environment[TAP_VARIABLE] = '1';
    preload.push('--import', TAP);
  }
  const stdio: ('ignore' | 'pipe')[] = ['ignore', 'pipe', 'pipe'];
  if (isTapped) {
    stdio[REPORT_FD] = 'pipe';
    stdio[CONTROL_FD] = 'pipe';
  }
  const child = spawn(process.execPath, [...preload, options.file, ...(options.arguments ?? [])], {
    cwd: options.cwd ?? process.cwd(),
    env: environment,
    stdio,
    // A group of its own: Ctrl-C is the runner's to handle, and what the program spawns ends with it.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  if (child.pid !== undefined) guardGroup(child.pid);
  return child;
}
