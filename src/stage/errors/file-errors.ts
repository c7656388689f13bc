// What the file system refused a program: read from Node's message, and explained as a fault of the file.
import { fileMessages } from '../../text/messages/files.ts';
import type { ExplanationText } from './node-errors.ts';

/** A call of the file system that failed, or of a program that was to be started. */
export interface FileFault {
  /** `EACCES`, `ENOENT`, … */
  code: string;
  /** The system call as Node names it: `open`, `unlink`, `scandir`, `spawn`, … */
  call: string;
  /** The path it was given; null where Node names none, as for `write`. */
  path: string | null;
}

// `EACCES: permission denied, open '/etc/shadow'`, perhaps with ` -> 'other'`, and `] {` where an object is printed.
const FILE =
  /\b(E[A-Z0-9]{2,}): [a-z][^,]*(?:, [a-z][^,]*)*?, (\w+)(?: '(.+?)'(?: -> '.+?')?)?(?=[\]\s]|$)/;
// `spawn git ENOENT`, `spawn EACCES`.
const SPAWN = /\bspawn(?: (.+?))? (E[A-Z0-9]{2,})(?=[\]\s]|$)/;

/** The file's fault in a message; null where it reports something else, or a code without a reason. */
export function readFileFault(message: string): FileFault | null {
  const [, fileCode, call, path = null] = FILE.exec(message) ?? [];
  const [, command = null, spawnCode] = SPAWN.exec(message) ?? [];
  const code = fileCode ?? spawnCode;
  if (code === undefined || !Object.hasOwn(fileMessages.en.reasons, code)) return null;
  return call === undefined ? { code, call: 'spawn', path: command } : { code, call, path };
}

/** Explains a file's fault. */
export function explainFileFault({ code, call, path }: FileFault): ExplanationText {
  const isCommandMissing = call === 'spawn' && code === 'ENOENT';
  return ({ files }) => {
    const { calls, reasons, noCommand } = files;
    const verb = (Object.hasOwn(calls, call) && calls[call]) || call;
    return files.fault(verb, path, (isCommandMissing ? noCommand : reasons[code]) ?? code);
  };
}
