// An output of the tour, standard output or standard error, as the commands see it.
import type { Writable } from 'node:stream';
import { guardLines } from '../text/controls.ts';

/** Columns where there is no terminal to ask. */
const DEFAULT_COLUMNS = 80;
/** Rows where there is no terminal to ask. */
const DEFAULT_ROWS = 24;

/** Where a command's text goes. */
export interface Output {
  /** Whether it is a terminal. */
  readonly isTerminal: boolean;
  /** The terminal's width in columns, now; without a terminal `COLUMNS`, else 80. */
  readonly columns: number;
  /** The terminal's height in rows, now; 24 without a terminal. */
  readonly rows: number;
  /** Writes text as it is. False: the reader doesn't take more; await `drained()` before writing much more. */
  write(text: string): boolean;
  /** Writes lines, each with its line ending; control characters that the tour doesn't use are shown. */
  print(...lines: readonly string[]): void;
  /** Resolves when everything written so far has been passed to the system. */
  drained(): Promise<void>;
}

/** A stream that may be a terminal. */
export type OutputStream = Writable & { isTTY?: boolean; columns?: number; rows?: number };

/** Makes an output of a stream such as `process.stdout`; `COLUMNS` is read from `environment`. */
export function createOutput(stream: OutputStream, environment: NodeJS.ProcessEnv): Output {
  return {
    isTerminal: stream.isTTY === true,
    get columns() {
      return stream.columns || Number.parseInt(environment.COLUMNS ?? '', 10) || DEFAULT_COLUMNS;
    },
    get rows() {
      return stream.rows || DEFAULT_ROWS;
    },
    write: (text) => stream.write(text),
    print: (...lines) => {
      if (lines.length > 0) stream.write(guardLines(`${lines.join('\n')}\n`));
    },
    drained: () =>
      new Promise((resolve) => {
        // A stream without a reader never calls back with success: an error settles it as well.
        if (stream.destroyed) resolve();
        else stream.write('', () => resolve());
      }),
  };
}
