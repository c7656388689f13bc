// Messages in both languages; control characters in their arguments are shown here, and only here.
import { showControls } from './controls.ts';
import type { Bilingual } from './language.ts';

/**
 * The messages of an area. A message may be given a name, a path or an error that a learner's program or a command
 * line chose: each string in its arguments, also within arrays and plain objects, has its control characters
 * shown (see "controls.ts"), so that no message has to think of it.
 */
export function speakBoth<Messages extends object>(
  en: Messages,
  zh: Messages,
): Bilingual<Messages> {
  return { en: guard(en), zh: guard(zh) };
}

/** The same messages; each function among them gets harmless arguments. */
function guard<T>(message: T): T {
  if (typeof message === 'function') {
    return ((...given: unknown[]) => message(...given.map(tame))) as T;
  }
  return isPlain(message) ? (mapValues(message, guard) as T) : message;
}

function tame(given: unknown): unknown {
  if (typeof given === 'string') return showControls(given);
  if (Array.isArray(given)) return given.map(tame);
  return isPlain(given) ? mapValues(given, tame) : given;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === PLAIN;
}

const PLAIN = Object.prototype;

function mapValues(
  record: Record<string, unknown>,
  change: (value: unknown) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
