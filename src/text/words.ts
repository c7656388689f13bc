// The words of a small command line, quoted as in a shell; nothing is expanded, because no shell is started.

/** Why a text can't be read: a quotation mark without its end, or a sign that only a shell could act on. */
export interface WordsProblem {
  kind: 'openQuote' | 'shellSign';
  /** The mark, or the sign. */
  sign: string;
}

/** '…', "…", a backslash and what it quotes, plain characters, blanks. */
const PIECE = /'([^']*)'|"((?:\\[\s\S]|[^"\\])*)"|\\([\s\S]?)|([^\s'"\\]+)|(\s+)/y;
/** The same where a backslash quotes nothing. */
const WINDOWS_PIECE = /'([^']*)'|"([^"]*)"|((?!))|([^\s'"]+)|(\s+)/y;
/** What a backslash between double quotes quotes; before anything else it stands for itself. */
const QUOTED = /\\(["\\$`])/g;
/** What a shell would replace, between double quotes too. */
const REPLACED = /\$(?=[\w{(])|`/;
/** What is no plain character for a shell. */
const SIGN = new RegExp(`[|&;<>()]|${REPLACED.source}`);
/** Words that need no quotes. */
const PLAIN = /^[\w@%+=:,./{}-]+$/;

/** The words of `text`. On Windows a backslash quotes nothing: it stands between folders. */
export function splitWords(text: string, isWindows: boolean): string[] | WordsProblem {
  const piece = isWindows ? WINDOWS_PIECE : PIECE;
  const unquote = (inner: string, by: string) => (isWindows ? inner : inner.replace(QUOTED, by));
  const words: string[] = [];
  let word: string | null = null;
  for (let from = 0; from < text.length; from = piece.lastIndex) {
    piece.lastIndex = from;
    const match = piece.exec(text);
    if (!match) return { kind: 'openQuote', sign: text.charAt(from) };
    const [, single, double, escaped, plain, blank] = match;
    const sign = REPLACED.exec(unquote(double ?? '', '')) ?? SIGN.exec(plain ?? '');
    if (sign) return { kind: 'shellSign', sign: sign[0] };
    if (blank === undefined) {
      const own =
        single ?? plain ?? (double === undefined ? escaped || '\\' : unquote(double, '$1'));
      word = (word ?? '') + own;
    } else if (word !== null) {
      words.push(word);
      word = null;
    }
  }
  return word === null ? words : [...words, word];
}

const ASSIGNMENT = /^([A-Za-z_]\w*)=([\s\S]*)$/;

/** A small command line: `[KEY=VALUE …] NAME [ARGUMENT …]`. */
export interface Command {
  variables: Record<string, string>;
  /** Empty where there is none. */
  name: string;
  arguments: string[];
}

/** The parts of a small command line, from its words. */
export function readCommand(words: readonly string[]): Command {
  const first = words.findIndex((word) => !ASSIGNMENT.test(word));
  const given = words
    .slice(0, first < 0 ? undefined : first)
    .map((word) => ASSIGNMENT.exec(word)?.slice(1) as [key: string, value: string]);
  const [name = '', ...rest] = first < 0 ? [] : words.slice(first);
  return { variables: Object.fromEntries(given), name, arguments: rest };
}

/** A small command line as it would be typed. */
export function spellWords({ variables, name, arguments: rest }: Command): string {
  const given = Object.entries(variables);
  return [
    ...given.map(([key, value]) => `${key}=${value && quoteWord(value)}`),
    ...[name, ...rest].map(quoteWord),
  ].join(' ');
}

/** A word as it would be typed, in quotes where it needs them. */
export function quoteWord(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
