// `check --save`: a check that failed as a picture, or as its trace.
import path from 'node:path';
import type { LessonOutcome } from '../../play/examination.ts';
import { openTraceFile, type TracedProgram } from '../../play/trace-file.ts';
import type { TraceEvent } from '../../stage/trace/trace.ts';
import type { Language } from '../../text/language.ts';
import { checkMessages } from '../../text/messages/check.ts';
import { traceMessages } from '../../text/messages/trace.ts';
import type { Context } from '../context.ts';
import type { Options } from '../options.ts';

/** A file for a check that failed. */
export interface Saving {
  /** Saves the first of them that failed, and says so, or that there is none. */
  write(outcomes: readonly LessonOutcome[]): void;
}

/** Saves the first check that failed to a file; null where none is asked for. Throws a usage Failure for a file that won't do. */
export function openSaving({ stderr, cwd, language }: Context, { save }: Options): Saving | null {
  if (save === undefined) return null;
  const file = openTraceFile(path.resolve(cwd, save));
  const say = checkMessages[language];
  return {
    write(outcomes: readonly LessonOutcome[]) {
      const failed = outcomes.find(({ trace }) => trace !== null);
      if (!failed?.trace) {
        stderr.print(say.notSaved);
        return;
      }
      for (const event of failed.trace.events) file.take(event);
      file.write(listCast(failed.trace.events, language), { language, wire: true });
      stderr.print(say.savedCheck(failed.id, save));
    },
  };
}

/** What a check plays itself, and the programs that were started. */
function listCast(events: readonly TraceEvent[], language: Language): TracedProgram[] {
  const peer = { actor: 'peer', title: traceMessages[language].peer };
  const starts = events.filter(({ kind, actor }) => kind === 'start' && actor !== 'proxy');
  return [
    ...(events.some(({ actor }) => actor === peer.actor) ? [peer] : []),
    ...starts.map(({ actor, text = actor }) => ({ actor, title: text })),
  ];
}
