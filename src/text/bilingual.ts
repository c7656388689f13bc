// Messages in both languages; control characters in their arguments are shown here, and only here.
import { showControls } from './controls.ts';
import type { Bilingual, Language } from './language.ts';

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

/** A text in both languages, from the messages of an area; `say` gets the language too, for texts within texts. */
export function sayBoth<Messages>(
  { en, zh }: Bilingual<Messages>,
  say: (messages: Messages, language: Language) => string,
): Bilingual {
  return { en: say(en, 'en'), zh: say(zh, 'zh') };
}

/** The same messages; each function among them gets harmless arguments. */
function guard<T>(message: T): T {
  if (typeof message !== 'function') return mapPlain(message, guard) as T;
  return ((...given: unknown[]) => message(...given.map(tame))) as T;
}

function tame(given: unknown): unknown {
  if (typeof given === 'string') return showControls(given);
  return Array.isArray(given) ? given.map(tame) : mapPlain(given, tame);
}

/** A plain object with its values changed; anything else as it is. */
function mapPlain(value: unknown, change: (value: unknown) => unknown): unknown {
  const isPlain = typeof value === 'object' && value && Object.getPrototypeOf(value) === PLAIN;
  if (!isPlain) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, change(each)]));
}

const PLAIN = Object.prototype;
