// The rows of a run as a list: each with its time, its program and an address, in columns or in one lane.
import { renderHexdump } from '../screen/hexdump.ts';
import type { Sequence, SequenceRow } from '../screen/picture/sequence.ts';
import { isOutput } from '../screen/view.ts';
import type { Language } from '../text/language.ts';
import { element, escapeHtml } from './html.ts';

/** The columns of bytes below a row. */
const HEX_COLUMNS = 34;

/** How rows are shown. */
export interface RowsOptions {
  /** The address of the run: `s2b3`; its rows are `s2b3r1` and so on. */
  id: string;
  language: Language;
  /** What stands above each column: files. */
  heads: readonly string[];
  /** Whether the bytes of writes and chunks are shown. */
  hex: boolean;
}

/** The rows of a sequence; a row's column is that of its lifeline. */
export function renderRows(sequence: Sequence, options: RowsOptions): string {
  const { rows, lifelines } = sequence;
  const look = `n${lifelines.length}`;
  const heads = options.heads.map((head) => element('span', {}, escapeHtml(head)));
  const marks = findMarks(sequence);
  return element(
    'div',
    { class: 'rows' },
    // Paper has it again at the top of each page, which takes a box around it.
    element(
      'div',
      { class: 'head' },
      element(
        'p',
        { class: `heads ${look}`, 'aria-hidden': 'true' },
        element('span', {}, 'ms'),
        ...heads,
      ),
    ),
    element(
      'ol',
      { class: look },
      ...rows.map((row, index) =>
        renderRow(row, `${options.id}r${index + 1}`, marks.get(index), options),
      ),
    ),
  );
}

function renderRow(
  row: SequenceRow,
  id: string,
  mark: string | undefined,
  { language, hex }: RowsOptions,
): string {
  const { lifeline, time, text, event } = row;
  if (lifeline === null || event === null) {
    return `\n${element('li', { id, class: 'across' }, element('span', {}, escapeHtml(text)))}`;
  }
  const isSaid = isOutput(event);
  const isError = event.kind === 'stderr' || event.stream === 'stderr';
  const sign = isError ? '! ' : isSaid ? '' : '· ';
  const look = isError ? 'err' : isSaid ? 'out' : event.kind === 'error' ? 'tap bad' : 'tap';
  const bytes = hex ? renderHexdump(event, HEX_COLUMNS, language) : [];
  return `\n${element(
    'li',
    { id, class: [`c${lifeline + 1}`, look, mark].filter(Boolean).join(' ') },
    element('a', { href: `#${id}`, tabindex: -1 }, time),
    element('b', {}, escapeHtml(event.actor)),
    element('span', {}, escapeHtml(sign + text)),
    bytes.length === 0 ? '' : element('code', {}, escapeHtml(bytes.join('\n'))),
  )}`;
}

/** The side to which a row's bytes, or its question for a connection, go: `r` or `l`. */
function findMarks({ arrows }: Sequence): Map<number, string> {
  const marks = new Map<number, string>();
  for (const { kind, from, to } of arrows) {
    if (kind === 'bytes' || kind === 'connect') {
      marks.set(from.row, to.lifeline > from.lifeline ? 'r' : 'l');
    }
  }
  return marks;
}
