// The machine's own faults, by what the system said and by a probe: then nothing is known about the program under check.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { NO_COMPILER } from '../stage/compiler.ts';
import { before, DeadlineError } from '../stage/deadline.ts';
import { measureRoundTrip } from '../stage/loopback.ts';
import { startProgram } from '../stage/program.ts';
import type { Bilingual } from '../text/language.ts';
import { tellCheck } from '../text/messages/check.ts';
import type { ProgramUnderCheck } from './program-under-check.ts';
import { makeScratch, removeScratch } from './scratch.ts';

/** What a machine may lack. */
type Lack = 'processes' | 'folder' | 'loopback' | 'descriptors';

const BY_CODE: Record<string, Lack> = {
  EAGAIN: 'processes',
  ENOMEM: 'processes',
  ENETUNREACH: 'loopback',
  EADDRNOTAVAIL: 'loopback',
  EMFILE: 'descriptors',
  ENFILE: 'descriptors',
};
/** Codes that the temporary folder of a check may meet with. */
const OF_FOLDERS = ['ENOENT', 'EACCES', 'EROFS', 'ENOSPC', 'EDQUOT', 'EPERM'];
const MAKES = ['mkdtemp', 'mkdir', 'lstat', 'realpath', 'scandir'];
/** Codes that say by themselves that no file can be written, whichever it is. */
const FULL = ['EROFS', 'ENOSPC', 'EDQUOT'];

/** What a program prints that met with a lack, or with a mistake of its own that looks like one. */
const SYMPTOM =
  /\b(?:EAGAIN|ENOMEM|EMFILE|ENFILE|ENETUNREACH|EADDRNOTAVAIL|ENOSPC|EROFS|EDQUOT)\b|\b(?:EACCES|ENOENT)\b.*\bmk(?:dir|dtemp)\b|The service (?:was stopped|is no longer running)|(?:pthread|uv_thread)_create|failed to create new OS thread|WorkerThreadsTaskRunner|out of memory/i;
/** How a program ends that could not be started (127), or for which Node got no thread or no memory. */
const ENDS: readonly unknown[] = [127, 134, 139, 'SIGABRT', 'SIGTRAP', 'SIGSEGV', 'SIGILL'];

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

/** Which fault of the machine's an error of the checks' own tells of, in words; null where it is another error. */
export function findLack(error: unknown): Bilingual | null {
  const { code = '', syscall = '', message = '' } = (error ?? {}) as NodeJS.ErrnoException;
  if (NO_COMPILER.test(message)) return describeLack('processes');
  const isFolder = OF_FOLDERS.includes(code) && MAKES.includes(syscall);
  const lack = isFolder || FULL.includes(code) ? 'folder' : BY_CODE[code];
  return lack ? describeLack(lack) : null;
}

/** Whether a program printed, hangs, or ended, as one does on a machine that lacks something; it may be its own mistake too. */
export function hasSymptom({
  exit,
  records,
}: Pick<ProgramUnderCheck, 'exit' | 'records'>): boolean {
  if (exit && (ENDS.includes(exit.code) || ENDS.includes(exit.signal))) return true;
  // A process that gets no thread may hang while it loads.
  if (!exit && records.every(({ kind }) => kind === 'start')) return true;
  return records.some(
    ({ kind, text = '' }) => (kind === 'stderr' || kind === 'stdout') && SYMPTOM.test(text),
  );
}

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
  try {
    const scratch = makeScratch();
    const file = path.join(scratch, 'probe.mts');
    writeFileSync(file, PROGRAM);
    const codes = await Promise.all(Array.from({ length: PROGRAMS }, () => runProbe(file)));
    removeScratch(scratch);
    if (codes.every((code) => code === 0)) return null;
    return describeLack(codes.includes(TOO_FEW) ? 'descriptors' : 'processes');
  } catch (error) {
    const lack = findLack(error);
    if (lack === null) throw error;
    return lack;
  }
}

/** The exit code of a probing program; null where it did not end by itself. */
async function runProbe(file: string): Promise<number | null> {
  // Without a cache it is compiled each time.
  const environment = { TSX_DISABLE_CACHE: '1' };
  const options = { actor: 'probe', file, cwd: path.dirname(file), environment };
  const program = startProgram(options, {}, () => {});
  const exit = await before(program.exited, PROBE_MS);
  if (exit !== 'deadline') return exit.code;
  program.signal('SIGKILL');
  await program.exited;
  return null;
}

function describeLack(lack: Lack): Bilingual {
  return tellCheck((say) => say.lacks[lack]);
}
