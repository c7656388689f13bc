// An exercise that the course has moved to another lesson: what a learner did with it follows.
import path from 'node:path';
import type { Progress } from './progress.ts';
import type { ShippedFile } from './shipped.ts';
import { lookAt, readRegular } from './standing-file.ts';

/** The exercise of lesson 14 was the second one of lesson 13. */
const CHECK = 'half';
const OLD = { folder: '13-closing', file: 'half.ts' };
const NEW = { folder: '14-half-closed', file: 'server.ts' };

/** Gives the verdict on the exercise to the lesson that has it now, unless that one was begun. */
export function moveVerdict({ lessons }: Progress): void {
  const { [CHECK]: verdict, ...checks } = lessons[OLD.folder]?.checks ?? {};
  if (verdict === undefined) return;
  Object.assign(lessons[OLD.folder] as object, { checks });
  lessons[NEW.folder] ??= { step: 0, done: false, checks: { [CHECK]: verdict }, hints: {} };
}

/**
 * A lesson's files as they are shipped, but with what the learner of `root` wrote where the exercise was before: the
 * file there stays as it is. Throws the file system's errors.
 */
export function withMovedWork(
  root: string,
  folder: string,
  shipped: readonly ShippedFile[],
  { files }: Progress,
): readonly ShippedFile[] {
  if (folder !== NEW.folder) return shipped;
  const own = lookAt(path.join(root, OLD.folder), OLD.file);
  const origin = files[`${OLD.folder}/${OLD.file}`];
  if (own.kind !== 'file' || own.hash === origin) return shipped;
  const text = readRegular(path.join(root, OLD.folder, OLD.file)) ?? '';
  return shipped.map((each) =>
    each.name === NEW.file ? { ...each, content: Buffer.from(text) } : each,
  );
}
