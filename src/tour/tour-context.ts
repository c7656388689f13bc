// What the tour knows of the world around it, and how it was asked for.
import type { Learner } from '../play/lesson-copy.ts';
import type { Output } from '../terminal/output.ts';

/** What the tour knows of the world. */
export interface TourContext extends Learner {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly environment: NodeJS.ProcessEnv;
  /** Whether standard output shows colours. */
  readonly hasColour: boolean;
  /** Whether the terminal is known to understand links (OSC 8). */
  readonly hasLinks: boolean;
  /** Where file names that are shown start from; absolute. */
  readonly cwd: string;
}

/** How the tour was asked for; absent where it goes by itself. */
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
  /** The port that programs get; 0 is any free one. */
  readonly port?: number;
  /** The editor's command line. */
  readonly editor?: string;
  /** Whether processes wait for programs that may be started next. */
  readonly spares?: boolean;
}
