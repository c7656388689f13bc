// Output cut into lines, however it arrives in pieces.
import { StringDecoder } from 'node:string_decoder';
import { TAP_FOLDER } from './launch.ts';

/** A stream of output being cut into lines. */
export interface Lines {
  /** Takes a piece; calls back for every line it completes, without the line ending. */
  push(piece: Buffer | string): void;
  /** Hands on what is left of a last line that never ended. */
  end(): void;
}

/** Opens a cutter; frames of the tap in a stack trace are none of the program's lines and left out. */
export function cutLines(onLine: (line: string) => void): Lines {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const hand = (line: string) => {
    if (!(line.includes(TAP_FOLDER) && /^\s+at /.test(line))) onLine(line);
  };
  return {
    push(piece) {
      const text = typeof piece === 'string' ? piece : decoder.write(piece);
      if (!text.includes('\n')) {
        rest += text;
        return;
      }
      const lines = (rest + text).split('\n');
      rest = lines.pop() as string;
      for (const line of lines) hand(line.endsWith('\r') ? line.slice(0, -1) : line);
    },
    end() {
      const line = rest + decoder.end();
      rest = '';
      if (line !== '') hand(line);
    },
  };
}
