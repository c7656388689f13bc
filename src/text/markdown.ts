// Markdown as tokens: the one file that knows marked.
import { setFlagsFromString } from 'node:v8';
import { lexer, type Token, type Tokens } from 'marked';

export type { Token, Tokens };

// By itself V8 makes bytecode of an expression first, and machine code once it is used again. Those of marked are large
// and all used again: to make both for the first lesson takes twice as long.
setFlagsFromString('--no-regexp-tier-up');

/** The top-level tokens of a Markdown text; their `raw` texts joined are the text again (with `\n` endings). */
export function lexMarkdown(source: string): Token[] {
  return lexer(source);
}
