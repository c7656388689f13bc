// A fenced block of the prose, before it means anything.
import type { Token, Tokens } from '../text/markdown.ts';
import { describeProblem, type Problem, type ProblemText } from './problem.ts';
import type { Programs } from './programs.ts';

/** A fence at the margin of the text. */
export interface Fence {
  /** 1-based line of the opening fence; the body begins on the next. */
  line: number;
  /** The info string, such as `run server`. */
  info: string;
  body: string[];
  /** False where the text ends before the fence does. */
  isClosed: boolean;
}

/** What the readers of the blocks work with. */
export interface Reader {
  /** The prose's file, absolute. */
  path: string;
  programs: Programs;
  problems: Problem[];
}

/** Fences that are shown as they are. */
const PLAIN = ['text', 'sh', 'ts', 'js', 'json', 'http'];

/** Every first word a fence may have. */
export const FENCE_WORDS: readonly string[] = ['run', 'predict', 'try', 'types', ...PLAIN];

/** The info string of a fence token. */
export function readInfo({ lang }: Tokens.Code): string {
  return (lang ?? '').trim();
}

/** Whether a fence is only shown: its info string is one word, without a file. */
export function isPlainFence(info: string): boolean {
  return info === '' || PLAIN.includes(info);
}

/** Notes a problem in the prose; `say` picks its message. */
export function blame(reader: Reader, line: number, say: ProblemText): void {
  reader.problems.push(describeProblem(reader.path, line, say));
}

/** Whether a token is a fenced code block (not an indented one). */
export function isFence(token: Token): token is Tokens.Code {
  return token.type === 'code' && token.codeBlockStyle !== 'indented';
}

/** Opens a fence token that begins on this line. */
export function openFence(token: Tokens.Code, line: number): Fence {
  const [first = '', ...body] = token.raw.trimEnd().split('\n');
  const mark = /^ *(`+|~+)/.exec(first)?.[1] as string;
  const isClosed = body.at(-1)?.trim().startsWith(mark) === true;
  return { line, info: readInfo(token), body: isClosed ? body.slice(0, -1) : body, isClosed };
}
