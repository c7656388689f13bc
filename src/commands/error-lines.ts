// What an error that ends a command looks like to the user.
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { NO_COMPILER } from '../stage/compiler.ts';
import { Failure } from '../text/failure.ts';
import type { Language } from '../text/language.ts';
import { mainMessages } from '../text/messages/main.ts';
import type { Context } from './context.ts';

/** The lines that describe an error, and the exit code it asks for. */
export interface ErrorLines {
  lines: string[];
  exitCode: number;
}

/** The exit code where the machine lacks something, so that nothing could be decided. */
const LACKING = 3;

/** A Failure in the user's language; anything else is a bug, with its stack only under `DEBUG=socket-tour`. */
export function describeError(
  error: unknown,
  { language, environment }: Pick<Context, 'language' | 'environment'>,
): ErrorLines {
  const say = mainMessages[language];
  const stack = isDebugged(environment) && error instanceof Error ? [error.stack ?? ''] : [];
  if (error instanceof Failure) {
    return { lines: [...error.text[language].split('\n'), ...stack], exitCode: error.exitCode };
  }
  const system = (error ?? {}) as NodeJS.ErrnoException;
  const lack = tellLack(system, say);
  if (lack !== null) return { lines: [lack, ...stack], exitCode: LACKING };
  const told = tellRefusal(system, say);
  if (told !== null) return { lines: [told, ...stack], exitCode: 1 };
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { lines: [...say.bug(what.split('\n')[0] ?? '').split('\n'), ...stack], exitCode: 1 };
}

/** What the machine lacks, which is no bug; null where the error tells of something else. */
function tellLack(
  { code = '', syscall = '', message = '' }: NodeJS.ErrnoException,
  say: (typeof mainMessages)[Language],
): string | null {
  // A full pipe gives EAGAIN too.
  const isOther = code === 'EAGAIN' && !/^(?:spawn|fork)/.test(syscall);
  const known = NO_COMPILER.test(message) ? 'EAGAIN' : isOther ? '' : code;
  const lack = Object.hasOwn(say.systemLacks, known) ? say.systemLacks[known] : undefined;
  return lack === undefined ? null : say.systemLack(lack);
}

/** What the file system refused, which is no bug; null where the error tells of something else. */
function tellRefusal(
  { code = '', path: place }: NodeJS.ErrnoException,
  say: (typeof mainMessages)[Language],
): string | null {
  if (place === undefined) return null;
  if (code === 'ENOENT' && !existsSync(tmpdir())) return say.noTemporaryFolder(tmpdir());
  const refusal = Object.hasOwn(say.systemRefusals, code) ? say.systemRefusals[code] : undefined;
  return refusal === undefined ? null : say.systemRefusal(place, refusal);
}

function isDebugged({ DEBUG = '' }: NodeJS.ProcessEnv): boolean {
  return DEBUG.split(/[\s,]+/).some((name) => name === 'socket-tour' || name === '*');
}
