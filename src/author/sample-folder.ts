// A learner's folder for a sample, as the checks see it.
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isCheckFile } from '../course/folders.ts';

/** A program that is known to be right or wrong. */
export interface Sample {
  /** Its file's name without the ending: `right-promises`, `no-remainder`, `place/no-remainder-twice`. */
  name: string;
  /** The file, or a folder of files, absolute; null for the starting code. */
  source: string | null;
  /** The lesson's file that a single program stands in for. */
  turn: string;
  /** The mistake that the checks must name; null for right programs and for the starting code. */
  mistake: string | null;
  isRight: boolean;
}

/** A program's file. */
export const PROGRAM = /\.[cm]?[jt]s$/;

/** A learner's folder with the sample in it; absolute. */
export function layOutSample(lesson: string, { source, turn }: Sample): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'socket-tour-proof-'));
  const isCode = (file: string) => !/\.md$|^(?:solution|others)$/.test(file) && !isCheckFile(file);
  cpSync(lesson, directory, {
    recursive: true,
    filter: (file) => file === lesson || isCode(path.basename(file)),
  });
  // The learner's folder has one too.
  writeFileSync(path.join(directory, 'package.json'), '{ "type": "module" }\n');
  if (source === null) return directory;
  cpSync(path.join(lesson, 'solution'), directory, { recursive: true });
  // All other files are those of the solution.
  if (PROGRAM.test(source)) cpSync(source, path.join(directory, turn));
  else cpSync(source, directory, { recursive: true });
  return directory;
}
