// Turns stack traces into what the program would print without the tap.

const TAP = new URL('../stage/tap/', import.meta.url).pathname;
// A frame that went through a source map names the file, any other its address.
const TAP_NAMES = [TAP, decodeURIComponent(TAP)];

const FRAME = /^\s+at .*(:\d+:\d+\)?|<anonymous>\))$/;
// Where tsx's compiler found that a file doesn't compile. The frames below this one only led into
// the compiler, and none is the program's, of which no line has run.
const COMPILER = /[\\/]node_modules[\\/]esbuild[\\/]lib[\\/]main\.js:\d+:\d+\)?$/;
// The most frames of the tap that one trace had room for (see `raiseLimit` in tap/wrap.ts).
const MOST_WRAPPERS = 4;

/** Lines of output, out of which the tap's part in stack traces is taken. */
export interface StackFilter {
  /**
   * Takes a line; `limit` is the length of a stack trace in the program, in frames. `isUncaught` says that Node prints
   * it for an uncaught error.
   */
  push(line: string, t: number, limit: number, isUncaught?: boolean): void;
  /** Passes on what was held back: nothing follows any more. */
  end(): void;
}

/**
 * Opens a filter: frames of the tap are dropped, and so are those beyond the limit that came in through the room
 * made for the tap's. An uncaught compiler error keeps no frame. Every other line is
 * passed on, at once but for those few.
 */
export function openStackFilter(onLine: (line: string, t: number) => void): StackFilter {
  let frames = 0;
  let isCompilers = false;
  let beyond: { line: string; t: number }[] = [];

  function endTrace(): void {
    frames = 0;
    isCompilers = false;
    // More than the tap can have let in: the program printed these itself.
    if (beyond.length > MOST_WRAPPERS) for (const { line, t } of beyond) onLine(line, t);
    beyond = [];
  }

  return {
    push(line, t, limit, isUncaught = false) {
      const first = line.charCodeAt(0);
      if ((first !== 32 && first !== 9) || !FRAME.test(line)) {
        if (frames > 0 || isCompilers) endTrace();
        onLine(line, t);
        return;
      }
      isCompilers ||= isUncaught && frames === 0 && COMPILER.test(line);
      if (isCompilers) return;
      if (TAP_NAMES.some((name) => line.includes(name))) return;
      frames += 1;
      if (frames <= limit) onLine(line, t);
      else beyond.push({ line, t });
    },
    end: endTrace,
  };
}

/** A whole stack trace without the tap's part; `limit` as for `push`. */
export function cleanStack(stack: string, limit: number): string {
  const lines: string[] = [];
  const filter = openStackFilter((line) => lines.push(line));
  for (const line of stack.split('\n')) filter.push(line, 0, limit);
  filter.end();
  return lines.join('\n');
}
