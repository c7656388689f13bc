// The inline parts of Markdown as one styled text, ready to be wrapped.
import type { Language } from '../text/language.ts';
import type { Token } from '../text/markdown.ts';
import { stripEscapes } from '../text/width.ts';
import { GLUE } from '../text/wrap.ts';
import { decodeEntities } from './entities.ts';
import { showControls } from './printable.ts';
import type { Style } from './style.ts';

/** How text is styled, and the language of its punctuation. */
export interface Dress {
  style: Style;
  language: Language;
}

// A break that the author asked for; a line feed is one in the source, which the wrapping replaces.
const HARD_BREAK = '\v';
const ABSOLUTE = /^(?:https?|mailto|ftp|file):/i;
const IDEOGRAPH =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uff60]/u;
const WIDE_PUNCTUATION = /[\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff60]/u;

/** The text of inline tokens; `\n` stands only where a line must break. */
export function renderInline(tokens: readonly Token[], dress: Dress): string {
  return joinLines(dressAll(tokens, dress)).replaceAll(HARD_BREAK, '\n');
}

function dressAll(tokens: readonly Token[], dress: Dress): string {
  return tokens.map((token) => dressOne(token, dress)).join('');
}

function dressOne(token: Token, dress: Dress): string {
  const { style } = dress;
  switch (token.type) {
    case 'text':
    case 'escape':
      return 'tokens' in token ? dressAll(token.tokens ?? [], dress) : clean(token.text);
    case 'strong':
      return mark(dressAll(token.tokens ?? [], dress), '*', style.bold, style);
    case 'em':
      return mark(dressAll(token.tokens ?? [], dress), '_', style.italic, style);
    case 'del':
      return `~~${GLUE}${dressAll(token.tokens ?? [], dress)}${GLUE}~~`;
    case 'codespan':
      return dressCode(token.text, style);
    case 'link':
      return dressLink(dressAll(token.tokens ?? [], dress), token.href, dress);
    case 'image':
      return clean(token.text);
    case 'br':
      return HARD_BREAK;
    case 'html':
      return /^<br\s*\/?>$/i.test(token.text.trim()) ? HARD_BREAK : '';
    default:
      return '';
  }
}

// Without colour, the characters common in plain-text mail stand for bold and italics.
function mark(
  text: string,
  sign: string,
  dressText: (text: string) => string,
  style: Style,
): string {
  return style.colour ? dressText(text) : sign + GLUE + text + GLUE + sign;
}

// The backticks stay: colour alone would not tell code from prose.
function dressCode(text: string, style: Style): string {
  const tick = style.dim('`');
  const code = showControls(text.replaceAll('\n', ' ')).replaceAll(HARD_BREAK, ' ');
  return tick + GLUE + style.cyan(code) + GLUE + tick;
}

function dressLink(text: string, href: string, { style, language }: Dress): string {
  const isAbsolute = ABSOLUTE.test(href);
  if (isAbsolute && style.links) return style.link(style.underline(text), href);
  const address = showControls(href);
  const isSaid = stripEscapes(text)
    .replaceAll(GLUE, '')
    .includes(address.replace(/^mailto:/, ''));
  if (isSaid || href.startsWith('#')) return text;
  return language === 'zh' ? `${text}（${address}）` : `${text} (${address})`;
}

function clean(text: string): string {
  return decodeEntities(text)
    .split('\n')
    .map((line) => showControls(line.replaceAll(/[ \t]+/g, ' ')))
    .join('\n');
}

// A line break of the source is a space in English; between ideographs it is nothing.
function joinLines(text: string): string {
  const [first = '', ...others] = text.split(/ *\n */);
  return others.reduce((joined, line) => {
    const before = [...stripEscapes(joined)].at(-1) ?? '';
    const after = [...stripEscapes(line)][0] ?? '';
    const isWide = IDEOGRAPH.test(before) && IDEOGRAPH.test(after);
    const isPunctuation = WIDE_PUNCTUATION.test(before) || WIDE_PUNCTUATION.test(after);
    return joined + (isWide || isPunctuation ? '' : ' ') + line;
  }, first);
}
