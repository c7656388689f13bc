// What the tap saw, as text.
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { Language } from '../text/language.ts';
import { traceMessages } from '../text/messages/trace.ts';
import { describeProxy, isOfProxy } from './proxy-text.ts';

/** What happened, in words, without a mark: `write 18 bytes`. For the events of the tap, not for output. */
export function describeEvent(event: TraceEvent, language: Language): string {
  if (isOfProxy(event)) return describeProxy(event, language, { isDirected: true });
  const say = traceMessages[language];
  switch (event.kind) {
    case 'stdout':
    case 'stderr':
      return event.text ?? '';
    case 'start':
      return say.start(event.text ?? event.actor, event.pid);
    case 'listening':
      return say.listening(event.local ?? '');
    case 'connecting':
    case 'connect':
    case 'connection':
      return say[event.kind](event.remote ?? '');
    case 'write':
    case 'data':
      return say[nameTransfer(event)](event.bytes ?? 0);
    case 'end':
    case 'destroy':
      return say[event.kind](event.by);
    case 'error':
      return say.error(describeError(event));
    case 'close':
      return say.close(event.hadError ?? false);
    case 'exit':
      return event.signal ? say.killed(event.signal) : say.exit(String(event.code));
    default:
      return say[event.kind];
  }
}

function nameTransfer({ kind, protocol }: TraceEvent): 'write' | 'data' | 'send' | 'message' {
  if (protocol === 'udp') return kind === 'write' ? 'send' : 'message';
  return kind === 'write' ? 'write' : 'data';
}

function describeError({ code, message }: TraceEvent): string {
  if (!message) return String(code ?? '');
  // Node's messages begin with the code or hold it: "connect ECONNREFUSED 127.0.0.1:6969".
  return !code || message.includes(String(code)) ? message : `${code}: ${message}`;
}
