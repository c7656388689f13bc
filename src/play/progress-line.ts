// A line in the terminal that shows progress, rewritten until it is removed.
import { renderProgress } from '../screen/progress.ts';
import type { Style } from '../screen/style.ts';
import type { Output } from '../terminal/output.ts';
import { measureWidth, stripEscapes } from '../text/width.ts';

/** The line. */
export interface ProgressLine {
  set(done: number, all: number): void;
  /** Removes the line. */
  close(): void;
}

/** Opens the line below what is printed; it shows nothing where the output is no terminal. */
export function openProgress(output: Output, style: Style): ProgressLine {
  let drawn = 0;

  function erase(): string {
    return drawn === 0 ? '' : `\r${' '.repeat(drawn)}\r`;
  }

  return {
    set(done, all) {
      if (!output.isTerminal) return;
      const line = renderProgress(done, all, output.columns - 1, style);
      output.write(erase() + line);
      drawn = measureWidth(stripEscapes(line));
    },
    close() {
      if (drawn > 0) output.write(erase());
      drawn = 0;
    },
  };
}
