// The learner's progress: its shape, and reading it from a text that may be broken.
import { type Language, parseLanguage } from '../text/language.ts';

/** The version of the file's shape that this course writes. */
const PROGRESS_VERSION = 1;

/** How far the learner has come in one lesson. */
export interface LessonProgress {
  /** The step last shown, from 0. */
  step: number;
  done: boolean;
  /** Whether it was read to its end, its checks aside; absent where it wasn't. */
  read?: true;
  /** The last verdict of each check that was run, by its id. */
  checks: Record<string, 'pass' | 'fail'>;
  /** How many hints were shown, by the id of their check. */
  hints: Record<string, number>;
}

/** What `my-lessons/.progress.json` holds. */
export interface Progress {
  version: typeof PROGRESS_VERSION;
  /** The language the learner chose, or null. */
  language: Language | null;
  /** The folder of the current lesson, or null. */
  current: string | null;
  /** By the lesson's folder. */
  lessons: Record<string, LessonProgress>;
  /** By `folder/file`, with slashes: the SHA-256 of the shipped file that the learner's came from. */
  files: Record<string, string>;
}

/** What is wrong with a progress text: not in the right shape, or written by a newer version. */
export type Damage = 'broken' | 'newer';

/** Progress as it was read. */
export interface ParsedProgress {
  /** The sound part. */
  progress: Progress;
  damage: Damage | null;
  /** Whether anything was sound. */
  hasSalvage: boolean;
}

type Fields = Record<string, unknown>;

/** The progress of a learner who hasn't begun. */
export function createProgress(): Progress {
  return { version: PROGRESS_VERSION, language: null, current: null, lessons: {}, files: {} };
}

/** A lesson's entry in the progress, added where there is none. */
export function lessonProgress(progress: Progress, folder: string): LessonProgress {
  progress.lessons[folder] ??= { step: 0, done: false, checks: {}, hints: {} };
  return progress.lessons[folder];
}

/** How far a lesson is: `passed` are its checks, `read` is its prose, `done` are both. */
export type Stage = 'open' | 'passed' | 'read' | 'done';

/** How far a lesson is, by what was kept of it; its checks' ids are read only where some passed. */
export function findStage(
  own: LessonProgress | undefined,
  readCheckIds: () => readonly string[],
): Stage {
  if (!own) return 'open';
  if (own.done) return 'done';
  const hasPassed = Object.values(own.checks).includes('pass');
  const checks = hasPassed ? readCheckIds() : [];
  const isPassed = checks.length > 0 && checks.every((id) => own.checks[id] === 'pass');
  if (own.read && isPassed) return 'done';
  if (isPassed) return 'passed';
  return own.read ? 'read' : 'open';
}

/** The text of `.progress.json`. */
export function formatProgress(progress: Progress): string {
  return `${JSON.stringify(progress, null, 2)}\n`;
}

/**
 * Reads the text of `.progress.json`. A field that is absent has its first value; one of the wrong shape is
 * damage, and left out; one that is unknown is kept, so that versions that add fields can share a file.
 */
export function parseProgress(text: string): ParsedProgress {
  const fields = parseFields(text);
  if (!fields) return { progress: createProgress(), damage: 'broken', hasSalvage: false };
  const sieve = new Sieve();
  const { version, language, current, lessons, files, ...others } = fields;
  const isNewer = Number.isInteger(version) && (version as number) > PROGRESS_VERSION;
  const known: Progress = {
    version: PROGRESS_VERSION,
    language: sieve.take(language, null, isLanguage),
    current: sieve.take(current, null, isText),
    lessons: sieve.record(lessons, (lesson) => readLesson(lesson, sieve)),
    files: sieve.record(files, only(isHash)),
  };
  const isBroken = !sieve.isClean || version !== PROGRESS_VERSION;
  return {
    progress: isBroken ? known : Object.assign(known, others),
    damage: isNewer ? 'newer' : isBroken ? 'broken' : null,
    hasSalvage: Object.keys({ ...known.lessons, ...known.files }).length > 0 || !!known.language,
  };
}

function readLesson(value: unknown, sieve: Sieve): LessonProgress | undefined {
  if (!isFields(value)) return undefined;
  const { step, done, read, checks, hints, ...others } = value;
  return {
    ...others,
    step: sieve.take(step, 0, isCount),
    done: sieve.take(done, false, isFlag),
    ...(read === true && { read }),
    checks: sieve.record(checks, only(isVerdict)),
    hints: sieve.record(hints, only(isCount)),
  };
}

function only<T>(isSound: (value: unknown) => value is T): (value: unknown) => T | undefined {
  return (value) => (isSound(value) ? value : undefined);
}

/** Lets sound values through, and remembers whether there were others. */
class Sieve {
  isClean = true;

  take<T, First extends T | null>(
    value: unknown,
    first: First,
    isSound: (value: unknown) => value is T,
  ): T | First {
    if (value === undefined || value === first) return first;
    if (isSound(value)) return value;
    this.isClean = false;
    return first;
  }

  record<T>(value: unknown, read: (value: unknown) => T | undefined): Record<string, T> {
    if (value !== undefined && !isFields(value)) this.isClean = false;
    if (!isFields(value)) return {};
    const entries = Object.entries(value).map(([key, entry]) => [key, read(entry)] as const);
    if (entries.some(([, entry]) => entry === undefined)) this.isClean = false;
    // fromEntries, because assigning a key such as __proto__ would do something else.
    return Object.fromEntries(entries.filter((pair): pair is [string, T & {}] => pair[1] != null));
  }
}

function parseFields(text: string): Fields | null {
  try {
    // Some Windows editors put a byte order mark in front.
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isLanguage = (value: unknown): value is Language =>
  isText(value) && parseLanguage(value) === value;
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0;
const isVerdict = (value: unknown): value is 'pass' | 'fail' =>
  value === 'pass' || value === 'fail';
const isHash = (value: unknown): value is string => isText(value) && /^[0-9a-f]{64}$/.test(value);
