// An event as a row of text before it is laid out: its mark, its words, and their style.
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { Language } from '../text/language.ts';
import { traceMessages } from '../text/messages/trace.ts';
import { describeProxy } from './proxy-text.ts';
import type { Style } from './style.ts';
import { isFailedExit, isOfPeer, isOfProxy, isOutput } from './view.ts';

/** What a view has to lay out. The text may still hold tabs and controls. */
export interface Row {
  /** Precedes the first line; later lines are indented by as much. */
  readonly mark: string;
  readonly text: string;
  dressMark(mark: string): string;
  dressText(line: string): string;
}

// A row of the tap, and one of standard error, must be recognizable without colour too.
const TAP_MARK = '· ';
const STDERR_MARK = '! ';
const VERDICT_MARK = '✗ ';
/** Precedes bytes, below the words of their row. */
export const HEX_INDENT = ' '.repeat(TAP_MARK.length);

/** The row of `event`; `connection` names its connection where that is needed, else it is empty. */
export function dressRow(
  event: TraceEvent,
  { style, language }: { style: Style; language: Language },
  connection = '',
): Row {
  const text = event.text ?? '';
  if (isOutput(event)) {
    const isError = event.kind === 'stderr' || event.stream === 'stderr';
    const mark = isError ? STDERR_MARK : '';
    const part = `${text.trimEnd()} ${traceMessages[language].unfinished}`;
    return {
      mark,
      text: event.kind === 'partial' ? part : text,
      dressMark: style.red,
      dressText: keep,
    };
  }
  const isFailure = event.kind === 'verdict' || (event.kind === 'exit' && isFailedExit(event));
  const dress = isFailure ? style.red : style.dim;
  const words = describeEvent(event, language);
  // `connection from 127.0.0.1:51324` names it already.
  const isNamed = connection === '' || new RegExp(`${connection}(?!\\d)`).test(words);
  return {
    mark: event.kind === 'verdict' ? VERDICT_MARK : TAP_MARK,
    text: isNamed ? words : `${words} ${connection}`,
    dressMark: dress,
    dressText: dress,
  };
}

/** A row of the tour's own, such as a count. */
export function dressNote(text: string, { style }: { style: Style }): Row {
  return { mark: TAP_MARK, text, dressMark: style.dim, dressText: style.dim };
}

function keep(text: string): string {
  return text;
}

/** What happened, in words, without a mark: `write 18 bytes`. For the events of the tap, not for output. */
export function describeEvent(event: TraceEvent, language: Language): string {
  if (isOfProxy(event)) {
    const words = describeProxy(event, language);
    return event.to ? `${words} → ${event.to}` : words;
  }
  const say = traceMessages[language];
  // The peer of a check's own peer is the learner's program.
  const by = event.by === 'peer' && isOfPeer(event) ? 'program' : event.by;
  switch (event.kind) {
    case 'stdout':
    case 'stderr':
    case 'partial':
      return event.text ?? '';
    case 'start':
      return say.start(event.text ?? event.actor, event.pid);
    case 'unwatched':
      return say.unwatched(event.text ?? '', event.pid);
    case 'listening':
      return say.listening(event.local ?? '', event.isUnwatched);
    case 'closing':
      return say.closing(event.local ?? '');
    case 'connecting':
    case 'connectionAttempt':
    case 'connectionAttemptTimeout':
    case 'connect':
    case 'connection':
    case 'drop':
      return say[event.kind](event.remote ?? '');
    case 'lookup':
      return say.lookup(event.text ?? '', event.address ?? '');
    case 'connectionAttemptFailed':
      return say.connectionAttemptFailed(event.message ?? '');
    case 'write':
    case 'data':
    case 'arrived':
      if (event.isTooLarge) return say.tooLarge(event.bytes ?? 0);
      if (event.isUnread) return say.lost(event.bytes ?? 0);
      return say[nameTransfer(event)](event.bytes ?? 0) + quoteBytes(event);
    case 'unsent':
      return say[event.protocol === 'udp' ? 'dropped' : 'unsent'](event.bytes ?? 0);
    case 'fin':
      return say.fin(event.isUnread ?? false);
    case 'end':
    case 'destroy':
      return say[event.kind](by);
    case 'pause':
      return say.pause(by, event.text);
    case 'error':
      return say.error(describeError(event), event.text);
    case 'close':
      return isOfServer(event)
        ? say.serverClose(event.local ?? '')
        : say.close(event.hadError ?? false, event.unread ?? 0);
    case 'state':
      return say.state(event.state ?? '', event);
    case 'exit':
      return event.signal ? say.killed(event.signal) : say.exit(String(event.code));
    default:
      return say[event.kind];
  }
}

/** What a check's own peer wrote or read, which prints nothing; the programs' bytes are shown on request. */
function quoteBytes(event: TraceEvent): string {
  const { preview = '', hex = '', bytes = 0 } = event;
  if (!isOfPeer(event) || preview === '') return '';
  return ` “${preview}${bytes > hex.length / 2 ? '…' : ''}”`;
}

function nameTransfer({ kind, protocol }: TraceEvent) {
  if (protocol === 'udp') return kind === 'write' ? 'send' : 'message';
  return kind === 'write' || kind === 'arrived' ? kind : 'data';
}

/** Whether a `close` is that of a stream server: that of a socket says whether it had an error. */
function isOfServer({ hadError, protocol }: TraceEvent): boolean {
  return hadError === undefined && protocol === undefined;
}

function describeError({ code, message }: TraceEvent): string {
  if (!message) return String(code ?? '');
  // Node's messages begin with the code or hold it: "connect ECONNREFUSED 127.0.0.1:6969".
  return !code || message.includes(String(code)) ? message : `${code}: ${message}`;
}
