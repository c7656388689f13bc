// The machine's own faults, by what the system said: then nothing is known about the program under check.
import type { Bilingual } from '../text/language.ts';
import { tellCheck } from '../text/messages/check.ts';
import type { ProgramUnderCheck } from './program-under-check.ts';

/** What a machine may lack. */
export type Lack = 'processes' | 'folder' | 'loopback' | 'descriptors';

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

/** The words for a lack. */
export function describeLack(lack: Lack): Bilingual {
  return tellCheck((say) => say.lacks[lack]);
}

/** What the compiler of the course's own files says where it got no process or no thread. */
export const NO_COMPILER = /^(?:TransformError: )?The service (?:was stopped|is no longer running)/;

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
