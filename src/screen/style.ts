// Colours, emphasis and links, or none of them.

/**
 * How text is styled. Each function returns its text unchanged where its style is off. Only the
 * 16 colours of ANSI are used, so that the learner's own palette, dark or light, decides how they look.
 */
export interface Style {
  readonly colour: boolean;
  readonly links: boolean;
  dim(text: string): string;
  bold(text: string): string;
  italic(text: string): string;
  underline(text: string): string;
  red(text: string): string;
  green(text: string): string;
  /** Hard to read on a light background: only for what repeats the plain text beside it. */
  yellow(text: string): string;
  blue(text: string): string;
  magenta(text: string): string;
  cyan(text: string): string;
  /** A hyperlink (OSC 8) where links are on. */
  link(text: string, url: string): string;
  /** Moves to a column, counted from 0, on the current line; empty where that is off. */
  moveTo(column: number): string;
}

/** What a style may use. */
export interface StyleOptions {
  colour: boolean;
  links: boolean;
  /** Whether the output is a terminal in which the cursor can be moved along the line; as `colour` by default. */
  cursor?: boolean;
}

/** A style that emits no escape sequence at all where everything is off. */
export function createStyle({ colour, links, cursor = colour }: StyleOptions): Style {
  const pair = (open: number, close: number) =>
    colour ? createPair(`\u001b[${open}m`, `\u001b[${close}m`) : (text: string) => text;
  return {
    colour,
    links,
    bold: pair(1, 22),
    dim: pair(2, 22),
    italic: pair(3, 23),
    underline: pair(4, 24),
    red: pair(31, 39),
    green: pair(32, 39),
    yellow: pair(33, 39),
    blue: pair(34, 39),
    magenta: pair(35, 39),
    cyan: pair(36, 39),
    link: links ? createLink : (text) => text,
    moveTo: cursor ? (column) => `\u001b[${column + 1}G` : () => '',
  };
}

function createPair(open: string, close: string): (text: string) => string {
  return (text) => {
    if (text === '') return '';
    // An inner style that ends the same way would end this one with it.
    const inside = text.includes(close) ? text.replaceAll(close, close + open) : text;
    return open + inside + close;
  };
}

// OSC 8: everything outside of printable ASCII must be percent-encoded in the address.
function createLink(text: string, url: string): string {
  const address = url.replace(/[^!-~]/gu, (character) =>
    encodeURIComponent(toWellFormed(character)),
  );
  return `\u001b]8;;${address}\u001b\\${text}\u001b]8;;\u001b\\`;
}

function toWellFormed(character: string): string {
  return /\p{Surrogate}/u.test(character) ? '\ufffd' : character;
}
