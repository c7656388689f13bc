// What the tour knows about its surroundings, how it was asked for, and what it opens a lesson with.
import type { Learner } from '../play/lesson-copy.ts';
import type { RunAddress } from '../play/run-address.ts';
import type { Style } from '../screen/style.ts';
import type { Output } from '../terminal/output.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { LessonText } from './lesson-text.ts';
import type { Page } from './page.ts';

/** What the tour knows about its surroundings. */
export interface TourContext extends Learner {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly environment: NodeJS.ProcessEnv;
  /** Whether standard output shows colours. */
  readonly hasColour: boolean;
  /** The style of standard output. */
  readonly style: Style;
  /** The folder that file names are shown relative to; absolute. */
  readonly cwd: string;
}

/** How the tour was asked for; absent options are the tour's choice. */
export interface TourOptions {
  /** Straight through, append-only. */
  readonly linear?: boolean;
  /** In one lane. */
  readonly plain?: boolean;
  /** In columns. */
  readonly width?: number;
  /** Whether the rows of the tap are shown. */
  readonly wire?: boolean;
  /** Whether the bytes of writes and chunks are shown. */
  readonly hex?: boolean;
  /** The port that programs get; 0 means any free one. */
  readonly port?: number;
  /** The editor's command line. */
  readonly editor?: string;
  /** Whether spares are kept for programs that may be started next. */
  readonly spares?: boolean;
}

/** A lesson that is open in the terminal: what its parts work with. */
export interface OpenLesson {
  text: LessonText;
  terminal: Terminal;
  page: Page;
  workspace: Workspace;
  /** The learner's copy, absolute. */
  directory: string;
  /** Where the learner's file names start from, absolute. */
  cwd: string;
  /** Where the lesson's programs meet. */
  runAddress: RunAddress;
  /** Whether processes wait for programs that may be started next. */
  hasSpares: boolean;
}
