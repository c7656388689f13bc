// What the course ships for a lesson: the program files that are copied for the learner.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../text/failure.ts';
import { dropRegionMarks } from '../text/region-marks.ts';
import { tell } from './fs-errors.ts';
import { hashOf } from './standing-file.ts';

const PROGRAM = /\.[cm]?[jt]s$/;

/** A program file as the course ships it: without the marks of its regions. */
export interface ShippedFile {
  /** Relative to the lesson's folder, with slashes: `server.ts`, `lib/frames.ts`. */
  name: string;
  content: Buffer;
  hash: string;
}

/**
 * The program files of a lesson, sorted by name: all but the prose (`*.md`), the checks (`check.ts` with
 * its parts, or what they were compiled to), the solution, the other right programs and what is hidden. Throws a Failure where there is no such lesson.
 */
export function readShipped(lessonsRoot: string, folder: string): ShippedFile[] {
  const directory = path.join(lessonsRoot, folder);
  if (!isLesson(lessonsRoot, folder)) {
    throw new Failure(tell((messages) => messages.unknownLesson(folder)));
  }
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.relative(directory, path.join(parentPath, name)))
    .map((name) => name.replaceAll('\\', '/'))
    .filter(
      (name) =>
        !/\.md$|^check[.-]|^(?:solution|others)\/|(?:^|\/)(?:\.|node_modules\/)/i.test(name),
    )
    .sort()
    .map((name) => {
      const whole = readFileSync(path.join(directory, name));
      const content = PROGRAM.test(name) ? Buffer.from(dropRegionMarks(whole.toString())) : whole;
      return { name, content, hash: hashOf(content) };
    });
}

/** Whether `folder` is the name of a lesson's folder in `lessonsRoot`. */
export function isLesson(lessonsRoot: string, folder: string): boolean {
  if (!/^[^.]/.test(folder) || folder !== path.basename(folder)) return false;
  return (
    statSync(path.join(lessonsRoot, folder), { throwIfNoEntry: false })?.isDirectory() ?? false
  );
}
