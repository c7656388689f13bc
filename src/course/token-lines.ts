// Where the pieces of a Markdown text begin.
import { lexMarkdown, type Token, type Tokens } from '../text/markdown.ts';

/** A top-level token and the 1-based line it begins on. */
export interface LocatedToken {
  token: Token;
  line: number;
}

/** The top-level tokens with their lines. */
export function locateTokens(source: string): LocatedToken[] {
  let line = 1;
  return lexMarkdown(source).map((token) => {
    const placed = { token, line };
    line += token.raw.split('\n').length - 1;
    return placed;
  });
}

/** Whether a token is a heading of this depth. */
export function isHeading(token: Token | undefined, depth: number): token is Tokens.Heading {
  return token?.type === 'heading' && token.depth === depth;
}
