// The machine's own faults, by what the system said: then nothing is known about the program under check.
import type { Bilingual } from '../text/language.ts';
import { tellCheck } from '../text/messages/check.ts';

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
/** What a program prints that could not start its compiler or a thread: a program's own mistake reads otherwise. */
const NO_PROCESSES =
  /spawn \S+ EAGAIN|The service (?:was stopped|is no longer running)|pthread_create/;

/** Which fault of the machine's an error of the checks' own tells of, in words; null where it is another error. */
export function findLack(error: unknown): Bilingual | null {
  const { code = '', syscall = '' } = (error ?? {}) as NodeJS.ErrnoException;
  const isFolder = OF_FOLDERS.includes(code) && MAKES.includes(syscall);
  const lack = isFolder ? 'folder' : BY_CODE[code];
  return lack ? tellCheck((say) => say.lacks[lack]) : null;
}

/** The same for what a program printed, a line each. */
export function findLackInOutput(lines: readonly string[]): Bilingual | null {
  return lines.some((line) => NO_PROCESSES.test(line))
    ? tellCheck((say) => say.lacks.processes)
    : null;
}
