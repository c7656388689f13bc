// Troubles of programs that ended well, or go on: what they met is worth a word, though nothing failed.
import type { Program } from '../stage/program.ts';
import { mentionsAbort } from '../stage/program-source.ts';
import type { Stage } from '../stage/stage.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { Language } from '../text/language.ts';
import { runMessages } from '../text/messages/run.ts';

/** What Node and the system call an error of TLS. */
const TLS = /^(ERR_SSL_|EPROTO$)/;
/** How Node says that a connection ended while TLS was being set up. */
const TLS_CUT = 'Client network socket disconnected before secure TLS';
/** What stands in a text for bytes that are none in UTF-8. */
const BROKEN = '�';

/** Whether what a program met has to be explained, though it caught it: it never got a connection, TLS failed, or it left a loop over a socket. */
export function hasQuietTrouble({ events }: Pick<Stage, 'events'>, program: Program): boolean {
  const own = readOwn(events, program.actor);
  const streams = own.filter(({ protocol }) => protocol === undefined);
  const errors = streams.filter(({ kind, code }) => kind === 'error' && typeof code === 'string');
  const isOfTls = ({ code, message = '' }: TraceEvent) =>
    TLS.test(String(code)) || message.startsWith(TLS_CUT);
  if (errors.some(isOfTls)) return true;
  // An abort that it asked for is no trouble; that the end of a loop destroys the socket surprises.
  if (errors.some(({ code }) => code === 'ABORT_ERR') && !mentionsAbort(program.file)) return true;
  const has = (...kinds: TraceEvent['kind'][]) => streams.some(({ kind }) => kinds.includes(kind));
  return (
    program.exit?.code === 0 &&
    errors.length > 0 &&
    has('connecting') &&
    !has('connect', 'connection', 'listening')
  );
}

/** A sentence on a program that printed a character that stands for none, where chunks cut one, or were no text. */
export function describeBrokenText(
  { events, programs }: Pick<Stage, 'events' | 'programs'>,
  language: Language,
): string[] {
  return programs
    .filter(({ isForeign, isOneOfMany }) => !isForeign && !isOneOfMany)
    .filter(({ actor }) => {
      const own = readOwn(events, actor);
      const isPrinted = own.some(({ kind, text }) => kind === 'stdout' && text?.includes(BROKEN));
      return isPrinted && hasCut(own);
    })
    .slice(0, 1)
    .map(({ actor }) => runMessages[language].brokenText(actor));
}

/** Whether a chunk after the first of a connection begins in the middle of a character (RFC 3629: 10xxxxxx). */
function hasCut(own: readonly TraceEvent[]): boolean {
  const begun = new Set<number | undefined>();
  return own.some(({ kind, protocol, connection, hex }) => {
    if (kind !== 'data' || protocol !== undefined) return false;
    const isLater = begun.has(connection);
    begun.add(connection);
    return isLater && /^[89ab]/.test(hex ?? '');
  });
}

/** What a program did since it was started last. */
function readOwn(events: readonly TraceEvent[], actor: string): TraceEvent[] {
  const start = events.findLastIndex((event) => event.actor === actor && event.kind === 'start');
  return events.slice(Math.max(0, start)).filter((event) => event.actor === actor);
}
