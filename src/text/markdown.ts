// Markdown as tokens: the only file that imports marked.
import { lexer, type Token, type Tokens } from 'marked';

export type { Token, Tokens };

/** The top-level tokens of a Markdown text; their `raw` texts joined are the text again (with `\n` endings). */
export function lexMarkdown(source: string): Token[] {
  return lexer(source);
}
