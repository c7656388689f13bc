// What is wrong with the path of a UNIX socket itself, whatever error came of it.
import type { ExplanationText } from './node-errors.ts';
import { isTooLong, readMistake } from './socket-path.ts';

/** What is wrong with a path; null where nothing is, or where there is none. */
export function explainPath(path: string | null): ExplanationText | null {
  if (path === null) return null;
  const mistake = readMistake(path);
  if (mistake) return (say) => say.pathNotAddress(...mistake);
  return isTooLong(path) ? (say) => say.pathTooLong(Buffer.byteLength(path)) : null;
}

/** Why nothing can listen on a path that is there already. */
export function explainTakenPath(path: string): ExplanationText {
  const fault = explainPath(path);
  if (!fault) return (say) => say.pathTaken(path);
  return readMistake(path) ? (say) => say.pathLeft(fault(say), path) : fault;
}
