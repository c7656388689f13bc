// Cuts output into lines, whatever pieces it arrives in, each with the time at which it was written.
import { StringDecoder } from 'node:string_decoder';
import { readClock } from '../clock.ts';
import { openFrameFilter } from '../stack.ts';
import { findTornMark, type Mark, readMark } from './mark-reader.ts';
import { NUL } from './record.ts';

/** A stream of output being cut into lines. */
export interface Lines {
  /** Takes a piece; calls back for every line it completes, without the line ending. */
  push(piece: Buffer): void;
  /** Passes on what is left of a last line that never ended, with the time at which it was written. */
  end(): void;
  /** The beginning of a line that has not ended yet. */
  readonly unfinished: string;
  /** Whether the program has written a part of a line that was not shown yet. */
  readonly hasPart: boolean;
  /** Passes on that part. */
  showPart(): void;
}

/**
 * Takes a line; `t` in microseconds on the machine's clock. `shown` is how many of its characters were passed on as
 * parts before.
 */
export type LineTaker = (line: string, t: number, shown: number) => void;
/** Takes a part of a line that has not ended. */
export type PartTaker = (part: string, t: number) => void;

/** After how long without more, in ms, the part of a line that was written is shown. */
export const QUIET_MS = 50;

/** How many characters a line may have; longer ones are cut, so that they can't fill the memory. */
export const LINE_CHARACTERS = 2 ** 20;

/** Opens a cutter for plain text; a line's time is that of its arrival. */
export function cutLines(onLine: LineTaker, onPart: PartTaker = () => {}): Lines {
  const decoder = new StringDecoder('utf8');
  const lines = collectLines(onLine, onPart);
  return {
    push: (piece) => lines.push(decoder.write(piece), readClock()),
    end: () => lines.end(decoder.end()),
    showPart: lines.showPart,
    get unfinished() {
      return lines.unfinished;
    },
    get hasPart() {
      return lines.hasPart;
    },
  };
}

/**
 * Opens a cutter for text with the tap's marks, made with `token`. A line's time is that of the write that
 * completed it, on arrival where it has no mark, and never runs back. The tap's frames are taken out.
 */
export function cutMarkedLines(
  onLine: LineTaker,
  token: string,
  onPart: PartTaker = () => {},
): Lines {
  const decoder = new StringDecoder('utf8');
  const filter = openFrameFilter();
  const lines = collectLines((line, t, shown) => {
    const kept = filter(line, mark?.kind === 'u');
    if (kept !== null) onLine(kept, t, shown);
  }, onPart);
  const start = NUL + token;
  let mark: Mark | null = null;
  let tail = '';

  /** Takes text that holds no mark, written at `latest` where it is not marked text. */
  function take(text: string, from: number, to: number, latest: number): void {
    if (mark?.kind !== 'l') {
      lines.push(text.slice(from, to), mark === null ? latest : mark.t);
      return;
    }
    // The marked line ends at its line ending; what follows comes from elsewhere.
    const newline = text.indexOf('\n', from);
    const end = newline < 0 || newline >= to ? to : newline + 1;
    lines.push(text.slice(from, end), mark.t);
    if (newline < 0 || newline >= to) return;
    mark = null;
    if (end < to) lines.push(text.slice(end, to), latest);
  }

  /** Takes text, and returns the beginning of a mark that is not complete yet. */
  function read(text: string): string {
    const arrival = readClock();
    let index = 0;
    let from = 0;
    for (let next = text.indexOf(start); next >= 0; next = text.indexOf(start, from)) {
      const found = readMark(text, next, token);
      // A broken mark is text like any other.
      from = next + 1;
      if (found === 'broken') continue;
      // Nothing is written after it arrives; a time in the future would hold back all that follows.
      if (found && found.t > arrival) found.t = arrival;
      if (next > index) take(text, index, next, found?.t ?? arrival);
      if (found === null) return text.slice(next);
      mark = found.kind === 'e' ? null : found;
      index = found.end;
      from = index;
    }
    const end = findTornMark(text, index, token);
    if (index < end) take(text, index, end, arrival);
    return text.slice(end);
  }

  return {
    push(piece) {
      tail = read(tail + decoder.write(piece));
    },
    end() {
      lines.end(tail + decoder.end());
      tail = '';
    },
    showPart: lines.showPart,
    get unfinished() {
      return lines.unfinished;
    },
    // Within marked text, the rest of what was written is still to be read.
    get hasPart() {
      return mark === null && tail === '' && lines.hasPart;
    },
  };
}

type Collector = Omit<Lines, 'push' | 'end'> & {
  push(text: string, t: number): void;
  end(rest: string): void;
};

function collectLines(onLine: LineTaker, onPart: PartTaker): Collector {
  let unfinished = '';
  let shown = 0;
  let last = 0;
  const hand = (line: string, t: number) => {
    last = Math.max(last, t);
    onLine(line.charCodeAt(line.length - 1) === 13 ? line.slice(0, -1) : line, last, shown);
    shown = 0;
  };
  const showPart = () => {
    if (unfinished.length > shown) onPart(unfinished.slice(shown), last);
    shown = unfinished.length;
  };
  return {
    push(text, t) {
      // However late it is read, what was written since stands apart.
      if (t - last > QUIET_MS * 1e3) showPart();
      let from = 0;
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
        hand(unfinished + text.slice(from, at), t);
        unfinished = '';
        from = at + 1;
      }
      if (from < text.length) {
        unfinished += text.slice(from);
        last = Math.max(last, t);
      }
      if (unfinished.length < LINE_CHARACTERS) return;
      hand(unfinished, t);
      unfinished = '';
    },
    end(rest) {
      const line = unfinished + rest;
      unfinished = '';
      if (line !== '') hand(line, last);
    },
    get hasPart() {
      return unfinished.length > shown;
    },
    showPart,
    get unfinished() {
      return unfinished;
    },
  };
}
