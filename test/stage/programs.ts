// Runs one of the small programs of test/fixtures/programs on a stage, and collects what it did.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import type { ProgramOptions } from '../../src/stage/launch.ts';
import type { Exit, Tap } from '../../src/stage/program.ts';
import { openSpares } from '../../src/stage/spares/spares.ts';
import type { TraceEvent } from '../../src/stage/trace/trace.ts';
import { FIXTURE_LOADER, openStage } from '../support/stage.ts';

/** What a program did. */
export interface Performance {
  stdout: string[];
  stderr: string[];
  exit: Exit;
  /** All events of the run, in order. */
  events: readonly TraceEvent[];
}

/** How a program is run. */
export interface Staging extends Partial<ProgramOptions> {
  /** With the tap by default. */
  tap?: Tap;
  /** Whether it runs in a spare; else a process is started for it. */
  spare?: boolean;
  /** Called before it is started; a spare is ready by then. */
  onReady?(): void;
  /** Called once it was started. */
  onStart?(): void;
}

/** How long a program may take, in ms: far longer than any needs. */
const DEADLINE_MS = 60_000;

/** The absolute path of a fixture. */
export function findProgram(file: string): string {
  return fileURLToPath(new URL(`../fixtures/programs/${file}`, import.meta.url));
}

/** Runs a program, a fixture or an absolute path, to its end. */
export async function perform(
  file: string,
  { tap = true, spare = false, onReady, onStart, ...given }: Staging = {},
): Promise<Performance> {
  const spares = spare ? openSpares() : undefined;
  const stage = openStage({ tap, spares });
  const options = { actor: 'program', file: findProgram(file), loader: FIXTURE_LOADER, ...given };
  // The spare was started with less than the program gets.
  const environment = { ...given.environment, TZ: 'UTC', SPARE_ONLY: 'yes' };
  spares?.expect([{ ...options, environment }]);
  await spares?.settled();
  const pid = spares?.pids[0];
  onReady?.();
  const program = stage.start(options);
  // The spare that was taken is the program's now; no other is needed.
  spares?.close();
  onStart?.();
  await stage.until(`${file} to end`, ({ kind }) => kind === 'exit', DEADLINE_MS);
  const exit = await program.exited;
  if (spare) assert.equal(program.pid, pid, 'it ran in the spare');
  await stage.stop();
  const read = (kind: string) =>
    stage.events.filter((event) => event.kind === kind).map(({ text }) => text ?? '');
  return { stdout: read('stdout'), stderr: read('stderr'), exit, events: stage.events };
}
