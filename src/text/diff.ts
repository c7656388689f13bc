// The difference between two texts, line by line.
import { structuredPatch } from 'diff';

/** A run of lines that differ, with the lines around them. */
export interface Hunk {
  /** Lines as in a patch: the first character is a blank, `-` or `+`. */
  lines: string[];
  /** The 1-based number of the first line in the old text. */
  start: number;
}

/** The runs of lines in which two texts differ; empty where they are the same. */
export function findHunks(from: string, to: string, context = 2): Hunk[] {
  const { hunks } = structuredPatch('', '', from, to, '', '', { context });
  return hunks.map(({ lines, oldStart }) => ({
    lines: lines.filter((line) => !line.startsWith('\\')),
    start: oldStart,
  }));
}
