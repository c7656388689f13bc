// The vocabulary of a lesson: what it and its steps consist of.
import type { Language } from '../text/language.ts';
import type { Token } from '../text/markdown.ts';
import type { RunOptions } from './run-options.ts';

/** Where a block begins: the 1-based line of its file, and the fence's info string (`''` for prose). */
export interface Place {
  line: number;
  info: string;
}

/** Text to read; fences without a meaning of their own (`text`, `sh`, a bare `ts`) belong to it. */
export interface Prose extends Place {
  kind: 'prose';
  tokens: Token[];
}

/** A region of a lesson's file, or the whole file without its region comments. */
export interface Listing extends Place {
  kind: 'listing';
  /** Relative to the lesson's folder, with `/`. */
  file: string;
  region: string | null;
  /** The code's language, as the fence names it: `ts`. */
  lang: string;
  /** As the prose shows it, lines separated by `\n`, no newline at the end. */
  code: string;
}

/**
 * A program to start: `client-2` runs `client.ts`, `server=article.ts` names its file, and `client='NAME=ann chat.ts 3'`
 * gives it variables and arguments, too.
 */
export interface RunProgram {
  actor: string;
  /** Relative to the lesson's folder, with `/`. */
  file: string;
  /** What runs in its place where that program is installed, as `run` takes it: `curl http://{host}:{port}/`. */
  command?: string | undefined;
  /** Whether it speaks only UDP, so that it connects to nobody; absent where not. */
  isDatagram?: true;
  /** Of one of many clients: how long after the one before it it starts at the soonest, in ms. */
  many?: { everyMs: number };
  /** What it is given; absent where that is nothing. */
  arguments?: string[];
  /** Variables that go before all others, likewise. */
  variables?: Record<string, string>;
}

/** A line of an expected log. */
export interface LogLine {
  actor: string;
  /** With masks such as `<port>`; `…` alone skips any number of lines; `· exit 1` is the program's end. */
  text: string;
  /** 1-based, in the lesson's file. */
  line: number;
}

/** Programs to start, and what every program of the lesson prints until the next run block. */
export interface Run extends Place {
  kind: 'run';
  programs: RunProgram[];
  options: RunOptions;
  log: LogLine[];
}

/** An answer to choose. */
export interface PredictOption {
  /** Inline Markdown. */
  text: string;
  right: boolean;
  /** Why it is right or wrong, shown after the run; inline Markdown. */
  reason: string;
}

/** A question asked before the run that answers it. */
export interface Predict extends Place {
  kind: 'predict';
  question: Token[];
  options: PredictOption[];
}

/** The learner's turn. */
export interface Try extends Place {
  kind: 'try';
  tokens: Token[];
  /** The ids of the checks that decide whether it is done. */
  checks: string[];
  /** What runs after each save, and how; null where it is what was shown before, or the lesson's own programs. */
  run: { programs: RunProgram[]; options: RunOptions } | null;
  /** Whether its step's title says already that it is the learner's turn; absent where not. */
  isTitled?: true;
}

/** What the TypeScript compiler says of a file. */
export interface Types extends Place {
  kind: 'types';
  /** Relative to the lesson's folder, with `/`. */
  file: string;
  lines: string[];
}

/** A piece of a step, in the order of the text. */
export type Block = Prose | Listing | Run | Predict | Try | Types;

/** A step of the lesson: what is shown, run and asked before the learner goes on. */
export interface Step {
  title: string;
  line: number;
  blocks: Block[];
}

/** A lesson in one language. */
export interface Lesson {
  /** Its number in the course: 5. */
  number: number;
  /** Its folder's name: `05-both-sides`. */
  folder: string;
  /** The folder's name without the number: `both-sides`. */
  id: string;
  language: Language;
  title: string;
  /** The section of the article that it covers, as the prose names it. */
  article: string;
  /** What is shown before the first step; often nothing. */
  intro: Token[];
  steps: Step[];
  /** The prose's file, absolute. */
  path: string;
  /** The lesson's folder, absolute. */
  directory: string;
  /** The program files that the learner starts from, relative, sorted. */
  files: string[];
}
