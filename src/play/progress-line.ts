// A line in the terminal that shows progress, rewritten until it is removed.
import type { Output } from '../terminal/output.ts';
import { measureWidth, truncate } from '../text/width.ts';

/** The line. */
export interface ProgressLine {
  show(text: string): void;
  /** Removes the line. */
  clear(): void;
}

/** Opens the line below what is printed; it shows nothing where the output is no terminal. */
export function openProgressLine(output: Output, isShown: boolean = true): ProgressLine {
  let drawn = 0;
  const erase = () => (drawn === 0 ? '' : `\r${' '.repeat(drawn)}\r`);
  return {
    show(text) {
      if (!isShown || !output.isTerminal) return;
      const line = truncate(text, output.columns - 1);
      output.write(erase() + line);
      drawn = measureWidth(line);
    },
    clear() {
      if (drawn > 0) output.write(erase());
      drawn = 0;
    },
  };
}
