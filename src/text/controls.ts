// Makes control characters harmless: those that a terminal would obey become visible.

const DELETE = 0x7f;
const PICTURES = 0x2400;
const PICTURE_OF_DELETE = '\u2421';
const REPLACEMENT = '\ufffd';

// Carries a combining mark that has no letter, as in a book about such marks.
const DOTTED_CIRCLE = '\u25cc';

const HARMLESS = /^[ -~\t]*$/;
// Controls, line separators, lone surrogates, and invisible characters, except those that join emoji and scripts.
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

const HARMLESS_LINES = /^[ -~\t\n]*$/;
// What the tour itself styles a line with: colours, moves along the line, and links (see "style.ts").
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with ESC.
const DRESS = /(\n|\u001b\[[\d;]*[mG]|\u001b\]8;;[!-~]*\u001b\\)/;

/** Finished lines, in which a terminal obeys only line ends, colours, columns and links. */
export function guardLines(text: string): string {
  if (HARMLESS_LINES.test(text)) return text;
  // Split by a group, every second part is what the group matched.
  const parts = text.split(DRESS).map((part, index) => {
    return index % 2 === 1 || HARMLESS.test(part) ? part : part.replace(HARMFUL, show);
  });
  return parts.join('');
}

function show(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(PICTURES + code);
  if (code === DELETE) return PICTURE_OF_DELETE;
  if (code >= 0xd800 && code <= 0xdfff) return REPLACEMENT;
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
