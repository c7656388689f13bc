// Markdown as tokens: the only file that imports marked.
import { lexer, type Token, type Tokens } from 'marked';

export type { Token, Tokens };

/** A top-level token and the 1-based line it begins on. */
export interface LocatedToken {
  token: Token;
  line: number;
}

/** The top-level tokens of a Markdown text; their `raw` texts joined are the text again (with `\n` endings). */
export function lexMarkdown(source: string): Token[] {
  return lexer(source);
}

/** The same with their lines. */
export function locateTokens(source: string): LocatedToken[] {
  let line = 1;
  return lexer(source).map((token) => {
    const located = { token, line };
    line += token.raw.split('\n').length - 1;
    return located;
  });
}

/** Whether a token is a heading of this depth. */
export function isHeading(token: Token | undefined, depth: number): token is Tokens.Heading {
  return token?.type === 'heading' && token.depth === depth;
}
