// Runs one of the small programs of test/fixtures/programs on a stage, and collects all it did.
import { fileURLToPath } from 'node:url';
import type { Exit, Tap } from '../../src/stage/program.ts';
import { openStage } from '../../src/stage/stage.ts';
import type { TraceEvent } from '../../src/stage/trace.ts';

/** What a program did. */
export interface Performance {
  stdout: string[];
  stderr: string[];
  exit: Exit;
  /** All events of the run, in order. */
  events: readonly TraceEvent[];
}

/** How long a program may take, in ms: far longer than any needs. */
const DEADLINE_MS = 60_000;

/** The absolute path of a fixture. */
export function findProgram(file: string): string {
  return fileURLToPath(new URL(`../fixtures/programs/${file}`, import.meta.url));
}

/** Runs a program to its end, with the tap unless told otherwise. */
export async function perform(
  file: string,
  { tap = true, environment = {} }: { tap?: Tap; environment?: Record<string, string> } = {},
): Promise<Performance> {
  const stage = openStage({ tap });
  const program = stage.start({ actor: 'program', file: findProgram(file), environment });
  await stage.until(`${file} to end`, ({ kind }) => kind === 'exit', DEADLINE_MS);
  const exit = await program.exited;
  await stage.stop();
  const read = (kind: string) =>
    stage.events.filter((event) => event.kind === kind).map(({ text }) => text ?? '');
  return { stdout: read('stdout'), stderr: read('stderr'), exit, events: stage.events };
}
