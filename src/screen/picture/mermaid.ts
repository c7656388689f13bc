// A sequence as a mermaid diagram, for where Markdown is shown with diagrams.
import type { Sequence, SequenceRow } from './sequence.ts';

/** The diagram's source, a line each, with a newline at its end. */
export function renderMermaid({ lifelines, rows, arrows }: Sequence): string {
  const name = (lifeline: number) => `p${lifeline}`;
  const participants = lifelines.map(
    (title, lifeline) => `participant ${name(lifeline)} as ${escapeText(title)}`,
  );
  const all = lifelines.length === 1 ? name(0) : `${name(0)},${name(lifelines.length - 1)}`;
  const lines = rows.flatMap((row, index) => {
    const { lifeline } = row;
    if (lifeline === null) return [`Note over ${all}: ${escapeText(row.text)}`];
    const sent = arrows.filter(({ from }) => from.row === index);
    const to = new Set(sent.map((arrow) => arrow.to.lifeline));
    if (to.size === 0) return [note(row, name(lifeline), lifeline === 0)];
    const isBytes = sent.some(({ kind }) => kind === 'bytes');
    return [...to].map(
      (other) => `${name(lifeline)}${isBytes ? '->>' : '-->>'}${name(other)}: ${tell(row)}`,
    );
  });
  return `${['sequenceDiagram', ...[...participants, ...lines].map((line) => `  ${line}`)].join('\n')}\n`;
}

function note(row: SequenceRow, name: string, isLeft: boolean): string {
  return `Note ${isLeft ? 'left' : 'right'} of ${name}: ${tell(row)}`;
}

function tell({ time, text }: SequenceRow): string {
  return `${time} ${escapeText(text)}`;
}

// What ends a statement or begins something else in mermaid, by its numbers; an empty text is a syntax error.
const SPECIAL = /[#;:<>%"\n\r{}[\]()]/g;

function escapeText(text: string): string {
  if (text.trim() === '') return '#32;';
  return text.replace(SPECIAL, (character) => `#${character.charCodeAt(0)};`);
}
