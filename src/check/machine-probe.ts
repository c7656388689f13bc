// A probe of the machine: whether it gives the checks themselves what a program under check seemed to lack.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, DeadlineError } from '../stage/deadline.ts';
import { measureRoundTrip } from '../stage/loopback.ts';
import { startProgram } from '../stage/program.ts';
import type { Bilingual } from '../text/language.ts';
import { tellCheck } from '../text/messages/check.ts';
import { describeLack, findLack } from './machine.ts';
import { makeScratch, removeScratch } from './scratch.ts';

/** How many programs run at once where two lessons are checked side by side, two checks each. */
const PROGRAMS = 4;
/** How many descriptors a program opens beyond those it has from the start. */
const DESCRIPTORS = 64;
/** The exit code of a probing program that got too few. */
const TOO_FEW = 24;
/** How long the programs have to end, in ms: longer than a lesson's program takes to listen. */
const PROBE_MS = 15_000;

// The enum makes the compiler start, which needs threads of its own; the wait keeps the programs side by side.
const PROGRAM = `import fs from 'node:fs';
enum Held { Descriptors = ${DESCRIPTORS} }
try {
  for (let n = 0; n < Held.Descriptors; n += 1) fs.openSync(import.meta.filename);
} catch {
  process.exit(${TOO_FEW});
}
setTimeout(() => {}, 200);
`;

/** Whether this machine can speak to itself now: null, or what it lacks, in words. Takes some ms. */
export async function probeLoopback(): Promise<Bilingual | null> {
  try {
    await measureRoundTrip();
    return null;
  } catch (error) {
    if (error instanceof DeadlineError) return tellCheck((say) => say.stalled);
    return findLack(error) ?? describeLack('loopback');
  }
}

/**
 * Whether this machine runs a few programs side by side now, each with its compiler and some descriptors: null, or
 * what it lacks, in words. Takes about a second.
 */
export async function probePrograms(): Promise<Bilingual | null> {
  let scratch: string | null = null;
  try {
    scratch = makeScratch();
    const file = path.join(scratch, 'probe.mts');
    writeFileSync(file, PROGRAM);
    const codes = await Promise.all(Array.from({ length: PROGRAMS }, () => runProbe(file)));
    if (codes.every((code) => code === 0)) return null;
    return describeLack(codes.includes(TOO_FEW) ? 'descriptors' : 'processes');
  } catch (error) {
    const lack = findLack(error);
    if (lack === null) throw error;
    return lack;
  } finally {
    if (scratch !== null) removeScratch(scratch);
  }
}

/** The exit code of a probing program; null where it did not end by itself. */
async function runProbe(file: string): Promise<number | null> {
  const cwd = path.dirname(file);
  // Without a cache it is compiled each time.
  const environment = { TSX_DISABLE_CACHE: '1' };
  const program = startProgram({ actor: 'probe', file, cwd, environment }, {}, () => {});
  const exit = await before(program.exited, PROBE_MS);
  if (exit !== 'deadline') return exit.code;
  program.signal('SIGKILL');
  await program.exited;
  return null;
}
