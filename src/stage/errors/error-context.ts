// What is known of a run when an error of it is explained.
import type { Program } from '../program.ts';
import type { Resetter } from './resetter.ts';

/** The circumstances of an error. */
export interface ErrorContext {
  /** The actor that met it. */
  actor: string;
  cwd: string;
  /** The addresses on which the program itself listened, or listens. */
  ownAddresses: readonly string[];
  /** The addresses on which the program listened when it ended, or listens. */
  ownListening: readonly string[];
  /** The addresses on which other programs of the run listen. */
  otherAddresses: readonly string[];
  /** The programs of the run. */
  programs: readonly (Pick<Program, 'actor' | 'file' | 'pid'> &
    Partial<Pick<Program, 'title' | 'ending'>>)[];
  /** Whether the error rejected a promise, and nothing caught that. */
  isRejected: boolean;
  /** The command that starts the tour, without its port. */
  restart: string;
  /** After how many bytes the proxy reset both sides; null where it didn't. */
  proxysReset: number | null;
  /** Whether nobody read the connection of the last EPIPE, so that no 'end' came of the other side's FIN. */
  isUnread: boolean;
  /** Who reset the connection of the last ECONNRESET; null where that isn't seen. */
  resetBy: Resetter | null;
}
