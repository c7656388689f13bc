// Takes the tap's frames out of stack traces that a program prints.

const TAP = new URL('../stage/tap/', import.meta.url).pathname;
// A frame that went through a source map names the file, any other its address.
const TAP_NAMES = [TAP, decodeURIComponent(TAP)];

// Behind the last frame, a brace opens the error's properties.
const FRAME = /^\s+at .*(:\d+:\d+\)?|<anonymous>\))(?: \{)?$/;
// Where tsx's compiler found that a file doesn't compile. The frames below this one only led into
// the compiler, and none is the program's, of which no line has run.
const COMPILER = /[\\/]node_modules[\\/]esbuild[\\/]lib[\\/]main\.js:\d+:\d+\)?$/;

/**
 * Opens a filter for lines of output, each in turn: the line as the program would print it without the tap, or null
 * where it wouldn't. Frames of the tap it wouldn't, and an uncaught error of the compiler keeps no frame at all.
 * `isUncaught` says that Node prints the line for an uncaught error.
 */
export function openFrameFilter(): (line: string, isUncaught: boolean) => string | null {
  let frames = 0;
  let isCompilers = false;
  return (line, isUncaught) => {
    const first = line.charCodeAt(0);
    if ((first !== 32 && first !== 9) || !FRAME.test(line)) {
      frames = 0;
      isCompilers = false;
      return line;
    }
    isCompilers ||= isUncaught && frames === 0 && COMPILER.test(line);
    if (isCompilers || TAP_NAMES.some((name) => line.includes(name))) {
      // What opens the properties has to stay.
      return line.endsWith(' {') ? `${/^\s*/.exec(line)?.[0] ?? ''}{` : null;
    }
    frames += 1;
    return line;
  };
}
