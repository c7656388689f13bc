// An event as a row of text before it is laid out: its mark, its words, and their style.
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { Language } from '../text/language.ts';
import { describeEvent } from './event-text.ts';
import type { Style } from './style.ts';
import { isFailedExit } from './view.ts';

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
/** Precedes bytes, below the words of their row. */
export const HEX_INDENT = ' '.repeat(TAP_MARK.length);

/** The row of `event`; `connection` names its connection where that is needed, else it is empty. */
export function dressRow(
  event: TraceEvent,
  { style, language }: { style: Style; language: Language },
  connection = '',
): Row {
  const text = event.text ?? '';
  if (event.kind === 'stdout') return { mark: '', text, dressMark: keep, dressText: keep };
  if (event.kind === 'stderr') {
    return { mark: STDERR_MARK, text, dressMark: style.red, dressText: keep };
  }
  const isFailure = event.kind === 'exit' && isFailedExit(event);
  const dress = isFailure ? style.red : style.dim;
  const words = describeEvent(event, language);
  return {
    mark: TAP_MARK,
    text: connection ? `${words} ${connection}` : words,
    dressMark: dress,
    dressText: dress,
  };
}

function keep(text: string): string {
  return text;
}
