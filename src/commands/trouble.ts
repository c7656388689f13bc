// What an error that ends a command looks like to the user.
import { Failure } from '../text/failure.ts';
import { mainMessages } from '../text/messages/main.ts';
import type { Context } from './context.ts';

/** The lines that tell an error, and the exit code it asks for. */
export interface Trouble {
  lines: string[];
  exitCode: number;
}

/** Tells a Failure in the user's language; anything else is a bug. The stack only under `DEBUG=socket-tour`. */
export function describeError(
  error: unknown,
  { language, environment }: Pick<Context, 'language' | 'environment'>,
): Trouble {
  const say = mainMessages[language];
  const stack = isDebugged(environment) && error instanceof Error ? [error.stack ?? ''] : [];
  if (error instanceof Failure) {
    return { lines: [...error.text[language].split('\n'), ...stack], exitCode: error.exitCode };
  }
  const refusal = say.systemRefusals[(error as NodeJS.ErrnoException | null)?.code ?? ''];
  const { path } = (error ?? {}) as NodeJS.ErrnoException;
  if (refusal && path) return { lines: [say.systemRefusal(path, refusal), ...stack], exitCode: 1 };
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { lines: [...say.bug(what.split('\n')[0] ?? '').split('\n'), ...stack], exitCode: 1 };
}

function isDebugged({ DEBUG = '' }: NodeJS.ProcessEnv): boolean {
  return DEBUG.split(/[\s,]+/).some((name) => name === 'socket-tour' || name === '*');
}
