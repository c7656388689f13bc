// A program's text made harmless: what a terminal would obey is shown instead.
import { measureWidth } from '../text/width.ts';

const TAB_STOP = 8;
const DELETE = 0x7f;
const PICTURES = 0x2400;
const PICTURE_OF_DELETE = '\u2421';
const REPLACEMENT = '\ufffd';

// Carries a mark that has no letter to stand on, as in a book about marks.
const DOTTED_CIRCLE = '\u25cc';

const HARMLESS = /^[ -~\t]*$/;
// Controls, line separators, halves of pairs, and the invisible: all but what joins emoji and scripts.
const SHOWN =
  '[\\p{Control}\\p{Zl}\\p{Zp}\\p{Surrogate}\\p{Default_Ignorable_Code_Point}\\p{Bidi_Control}\\ufff9-\\ufffb]';
const KEPT = '[\\t\\u034f\\u200c\\u200d\\ufe00-\\ufe0f\\u{e0020}-\\u{e007f}]';
const HARMFUL = new RegExp(`(?!${KEPT})${SHOWN}`, 'gu');

const ORPHAN = new RegExp(`^(?:(?!\\t)${KEPT}|\\p{Mark})`, 'u');

/**
 * `text` with every character that a terminal would obey, or hide, shown: `␛` for ESC and so on for the
 * other controls of ASCII, `<U+202E>` for the rest, `�` for half a surrogate pair. A mark at the beginning, which
 * would change what stands before the text, gets a `◌` to stand on. Tabs stay.
 */
export function showControls(text: string): string {
  if (HARMLESS.test(text)) return text;
  const shown = text.replace(HARMFUL, show);
  return ORPHAN.test(shown) ? DOTTED_CIRCLE + shown : shown;
}

/** `text` with spaces in place of tabs; tab stops are 8 columns apart, the first at the text's beginning. */
export function expandTabs(text: string): string {
  if (!text.includes('\t')) return text;
  const [first = '', ...others] = text.split('\t');
  return others.reduce((line, part) => {
    return line + ' '.repeat(TAB_STOP - (measureWidth(line) % TAB_STOP)) + part;
  }, first);
}

function show(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(PICTURES + code);
  if (code === DELETE) return PICTURE_OF_DELETE;
  if (code >= 0xd800 && code <= 0xdfff) return REPLACEMENT;
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
