// The cause of a failure that is not what the check is about: an error or SIGKILL that ended the program, or nothing in it to run.
import path from 'node:path';
import type { Explanation } from '../stage/errors/explain.ts';
import type { Bilingual } from '../text/language.ts';
import { tellCheck } from '../text/messages/check.ts';
import type { ProgramUnderCheck } from './program-under-check.ts';

/** Why a program under check failed, whatever the check asked of it. */
export interface Cause {
  /** What became of the program. */
  what: Bilingual;
  /** The place of a syntax error, and the lines that show it; else empty. */
  frame: readonly string[];
  /** What its error means, after the error's name; null where it had none. */
  meaning: Bilingual | null;
  /** Whether no hint of the check's can be right, because the program could not do what it says. */
  isBroken: boolean;
}

/** What is wrong with a program itself, and never a way to solve an exercise badly; faults in JSON come from peers. */
const BROKEN =
  /^ReferenceError\b|^SyntaxError\b(?!.*JSON)|Cannot find (?:module|package) |No such built-in module|Transform failed/;

/**
 * The cause of the first of these programs that an error has ended, or that ended by itself without having done
 * anything; null where none did, or the error is not a known one. To be called before they are stopped.
 */
export async function findCause(subjects: readonly ProgramUnderCheck[]): Promise<Cause | null> {
  for (const subject of subjects) {
    const cause = await findOwnCause(subject);
    if (cause) return cause;
  }
  return null;
}

async function findOwnCause({ exit, file, records }: ProgramUnderCheck): Promise<Cause | null> {
  const name = path.basename(file);
  if (exit?.signal === 'SIGKILL') {
    // No check sends it: the system does, for memory, or the program itself.
    const what = tellCheck((say) => say.cause.killed(name));
    return { what, frame: [], meaning: null, isBroken: true };
  }
  if (exit === null || exit.code === null) return null;
  if (exit.code === 0) {
    const isIdle = records.every(({ kind }) => kind === 'start' || kind === 'exit');
    if (!isIdle) return null;
    const what = tellCheck((say) => say.cause.didNothing(name));
    // To print nothing may be the very mistake of an exercise.
    return { what, frame: [], meaning: null, isBroken: false };
  }
  const stderr = records.flatMap(({ kind, text = '' }) => (kind === 'stderr' ? [text] : []));
  const explanation = await explainError(stderr, file, exit.code);
  if (!explanation) return null;
  const { code, text, frame } = explanation;
  const meaning = tellCheck((say, language) => say.named(code, text[language]));
  const isBroken = stderr.some((line) => BROKEN.test(line.trim()));
  return { what: tellCheck((say) => say.cause.stopped(name)), frame, meaning, isBroken };
}

/** Loaded only now: most programs are not ended by an error. */
async function explainError(
  stderr: readonly string[],
  file: string,
  code: number,
): Promise<Explanation | null> {
  const { explain } = await import('../stage/errors/explain.ts');
  const exit = { code, signal: null };
  const report = { actor: path.basename(file), exit, events: [], stderr, cwd: path.dirname(file) };
  return explain(report, () => false);
}
