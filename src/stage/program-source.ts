// What a program's file mentions: that tells before it runs what it may ask for.
import { readFileSync } from 'node:fs';

/** Whether a file mentions standard input. */
export function mentionsInput(file: string): boolean {
  return mentions(file, /\bstdin\b/);
}

/** Whether a file mentions the variable `PORT`. */
export function mentionsPort(file: string): boolean {
  return mentions(file, /\benv\b[\s\S]*\bPORT\b/);
}

/** Whether a file mentions the variable `UPSTREAM`. */
export function mentionsUpstream(file: string): boolean {
  return mentions(file, /\benv\b[\s\S]*\bUPSTREAM\b/);
}

/** Whether a file calls a method `listen`, as far as its text tells. */
export function mentionsListen(file: string): boolean {
  return mentions(file, /\.listen\s*\(/);
}

/** Whether a file mentions an AbortController or an AbortSignal. */
export function mentionsAbort(file: string): boolean {
  return mentions(file, /\bAbort(Controller|Signal)\b/);
}

function mentions(file: string, what: RegExp): boolean {
  try {
    return what.test(readFileSync(file, 'utf8'));
  } catch {
    return false;
  }
}
