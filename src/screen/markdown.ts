// Markdown as lines for the screen, readable with and without colour.
import type { Language } from '../text/language.ts';
import type { Token, Tokens } from '../text/markdown.ts';
import { measureWidest } from '../text/width.ts';
import { PROSE_COLUMNS, wrapText } from '../text/wrap.ts';
import { renderCode } from './code.ts';
import { type Dress, renderInline } from './inline.ts';
import type { Style } from './style.ts';
import { renderTable } from './table.ts';

const CODE_INDENT = 4;
// A lesson's code is up to 60 columns wide.
const NARROW = 64;
// However deep lists are nested, their text keeps this many columns.
const TEXT_AT_LEAST = 8;
const UNDERLINES = ['═', '─', '╌'];
const BULLETS = ['•', '◦', '‣'];

/** What the lines are made for. */
export interface MarkdownOptions {
  /** Columns of the terminal; prose takes at most 88 of them. */
  width: number;
  style: Style;
  language: Language;
}

interface BlockFrame extends Dress {
  /** Columns left for what is inside. */
  width: number;
  /** How many lists enclose it. */
  depth: number;
}

/**
 * The lines of Markdown tokens, one blank line between blocks, none at the ends. HTML is left out, images show their
 * descriptions; links are links where `style` has them, else their address follows.
 */
export function renderMarkdown(
  tokens: readonly Token[],
  { width, style, language }: MarkdownOptions,
): string[] {
  return renderBlocks(tokens, { width, style, language, depth: 0 });
}

function renderBlocks(
  tokens: readonly Token[],
  frame: BlockFrame,
  between: string[] = [''],
): string[] {
  const blocks = tokens.map((token) => renderBlock(token, frame)).filter((lines) => lines.length);
  return blocks.flatMap((lines, index) => (index === 0 ? lines : [...between, ...lines]));
}

function renderBlock(token: Token, frame: BlockFrame): string[] {
  const columns = Math.min(frame.width, PROSE_COLUMNS);
  switch (token.type) {
    case 'heading':
      return renderHeading(token as Tokens.Heading, columns, frame);
    case 'paragraph':
    case 'text':
      return renderParagraph(token as Tokens.Paragraph, columns, frame);
    case 'list':
      return renderList(token as Tokens.List, frame);
    case 'blockquote':
      return indent(renderBlocks(token.tokens ?? [], narrow(frame, 2)), frame.style.dim('│ '));
    case 'code':
      return renderFence(token as Tokens.Code, frame);
    case 'table':
      return renderTable(token as Tokens.Table, columns, frame);
    case 'hr':
      return [frame.style.dim('─'.repeat(columns))];
    default:
      return [];
  }
}

function renderHeading(
  { tokens, depth }: Tokens.Heading,
  columns: number,
  frame: BlockFrame,
): string[] {
  const lines = wrapText(frame.style.bold(renderInline(tokens, frame)), columns);
  const line = UNDERLINES[Math.min(depth, UNDERLINES.length) - 1] ?? '';
  return [...lines, frame.style.dim(line.repeat(Math.max(...lines.map(measureWidest))))];
}

function renderParagraph(
  token: Tokens.Paragraph | Tokens.Text,
  columns: number,
  frame: BlockFrame,
): string[] {
  const text = renderInline(token.tokens ?? [token], frame);
  return text.trim() === '' ? [] : wrapText(text.trim(), columns);
}

function renderFence({ text, lang }: Tokens.Code, frame: BlockFrame): string[] {
  const blank = ' '.repeat(frame.width < NARROW ? CODE_INDENT / 2 : CODE_INDENT);
  const language = lang?.split(/\s/)[0] ?? '';
  const lines = renderCode(text, language, narrow(frame, blank.length).width, frame.style);
  return lines.map((line) => (line === '' ? '' : blank + line));
}

function renderList({ items, ordered, start, loose }: Tokens.List, frame: BlockFrame): string[] {
  const last = Number(start) + items.length - 1;
  const bullet = BULLETS[Math.min(frame.depth, BULLETS.length - 1)] ?? '';
  const lists = items.map((item, index) => {
    const number = `${Number(start) + index}.`.padStart(`${last}.`.length);
    const marker = item.task ? (item.checked ? '[x]' : '[ ]') : ordered ? number : bullet;
    return renderItem(item, `${marker} `, frame);
  });
  return lists.flatMap((lines, index) => (loose && index > 0 ? ['', ...lines] : lines));
}

function renderItem(item: Tokens.ListItem, marker: string, frame: BlockFrame): string[] {
  const inside = { ...narrow(frame, marker.length), depth: frame.depth + 1 };
  const [first = '', ...others] = renderBlocks(item.tokens, inside, item.loose ? [''] : []);
  return [marker + first, ...indent(others, ' '.repeat(marker.length))];
}

function indent(lines: readonly string[], lead: string): string[] {
  return lines.map((line) => (lead + line).trimEnd());
}

function narrow(frame: BlockFrame, columns: number): BlockFrame {
  return { ...frame, width: Math.max(TEXT_AT_LEAST, frame.width - columns) };
}
