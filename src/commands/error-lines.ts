// What an error that ends a command looks like to the user.
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Failure } from '../text/failure.ts';
import type { Language } from '../text/language.ts';
import { mainMessages } from '../text/messages/main.ts';
import type { Context } from './context.ts';

/** The lines that describe an error, and the exit code it asks for. */
export interface ErrorLines {
  lines: string[];
  exitCode: number;
}

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
  const told = tellSystem((error ?? {}) as NodeJS.ErrnoException, say);
  if (told !== null) return { lines: [told, ...stack], exitCode: 1 };
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { lines: [...say.bug(what.split('\n')[0] ?? '').split('\n'), ...stack], exitCode: 1 };
}

/** What the system refused or lacks, which is no bug; null where it is something else. */
function tellSystem(
  { code = '', syscall = '', path: place }: NodeJS.ErrnoException,
  say: (typeof mainMessages)[Language],
): string | null {
  const { systemRefusals, systemLacks } = say;
  // A full pipe gives EAGAIN too.
  const isLack = code !== 'EAGAIN' || /^(?:spawn|fork)/.test(syscall);
  if (isLack && Object.hasOwn(systemLacks, code)) return say.systemLack(systemLacks[code] ?? code);
  if (place === undefined) return null;
  if (code === 'ENOENT' && !existsSync(tmpdir())) return say.noTemporaryFolder(tmpdir());
  const refusal = Object.hasOwn(systemRefusals, code) ? systemRefusals[code] : undefined;
  return refusal === undefined ? null : say.systemRefusal(place, refusal);
}

function isDebugged({ DEBUG = '' }: NodeJS.ProcessEnv): boolean {
  return DEBUG.split(/[\s,]+/).some((name) => name === 'socket-tour' || name === '*');
}
