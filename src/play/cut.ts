// What others saw of the end of a program that stood in the middle, between connections on both sides.
import { findOpenConnections } from '../stage/alive.ts';
import { nameProgram } from '../stage/program-names.ts';
import type { Stage } from '../stage/stage.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { Language } from '../text/language.ts';
import { runMessages } from '../text/messages/run.ts';

/** One end of a connection whose other end was cut with its program. */
interface Cut {
  actor: string;
  connection: number;
  /** The code of its error; null where it got an `end` like any other. */
  code: string | null;
}

/** Tells what the programs on both sides of an actor that has ended saw of that; nothing for one that stood at an end. */
export function describeCut(
  actor: string,
  { events, programs }: Pick<Stage, 'events' | 'programs'>,
  language: Language,
): string[] {
  const say = runMessages[language];
  const cuts = findCuts(actor, events);
  if (cuts.length === 0) return [];
  const nameOf = (each: string) => nameProgram(each, programs);
  const seen = cuts.map((cut) => say.cut.seen(nameOf(cut.actor), `:${cut.connection}`, cut.code));
  const isEnd = cuts.some(({ code }) => code === null);
  return [say.cut.all(nameOf(actor), say.join(seen), isEnd)];
}

function findCuts(actor: string, events: readonly TraceEvent[]): Cut[] {
  const exit = events.findLastIndex((event) => event.actor === actor && event.kind === 'exit');
  const before = events.slice(0, Math.max(0, exit));
  const has = (kind: TraceEvent['kind']) =>
    before.some((event) => event.actor === actor && event.kind === kind && !event.protocol);
  if (!has('connect') || !has('connection')) return [];
  // What it had given up by itself was not cut by its end.
  const isGivenUp = (connection: number) =>
    before.some(
      (event) =>
        event.actor === actor &&
        event.connection === connection &&
        (event.kind === 'destroy' || event.kind === 'reset' || isOwnEnd(event)),
    );
  const open = [...findOpenConnections(before, actor).keys()].filter((each) => !isGivenUp(each));
  return open.flatMap((connection) => {
    const others = events.filter(
      (event) => event.actor !== actor && event.connection === connection,
    );
    const error = others.findLast(({ kind }) => kind === 'error');
    const end = others.findLast(({ kind, by }) => kind === 'end' && by === 'peer');
    const last = error ?? end;
    if (!last) return [];
    return { actor: last.actor, connection, code: error ? String(error.code) : null };
  });
}

function isOwnEnd({ kind, by }: TraceEvent): boolean {
  return kind === 'end' && by !== 'peer';
}
