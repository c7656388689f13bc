// Prepares a lesson: the learner gets what is missing and what is new, and keeps what is theirs.
import path from 'node:path';
import { Failure } from '../text/failure.ts';
import { tell } from './fs-errors.ts';
import type { Progress } from './progress.ts';
import type { ShippedFile } from './shipped.ts';
import { withStaging } from './staging.ts';
import { lookAt, lookAtFolder } from './standing-file.ts';

/** What preparing a lesson does to each file; names are relative to the lesson's folder, sorted. */
export interface Preparation {
  /** The learner's copy of the lesson; absolute. */
  directory: string;
  /** Put there: new in the course, or missing because the learner deleted them. */
  added: string[];
  /** The learner hadn't touched them, and newer ones from the course have replaced them. */
  replaced: string[];
  /** The learner changed them, and the course has newer ones now: the learner's were kept. */
  kept: string[];
}

/** A preparation that is not done yet. */
interface Plan extends Preparation {
  /** For `files` of the progress, by name: the version that the learner's file comes from. */
  origins: Record<string, string>;
}

/**
 * Plans what to do for a lesson. A file is untouched when it has the hash that was recorded when it was
 * shipped; without a record it counts as the learner's.
 * Throws a Failure where something that isn't a file stands in a file's place.
 */
export function planPreparation(
  root: string,
  folder: string,
  shipped: readonly ShippedFile[],
  progress: Progress,
): Plan {
  const directory = path.join(root, folder);
  rejectFolderObstacle(directory);
  const plan: Plan = { directory, added: [], replaced: [], kept: [], origins: {} };
  for (const { name, hash } of shipped) {
    const origin = progress.files[`${folder}/${name}`];
    const own = lookAt(directory, name);
    if (own.kind === 'obstacle') {
      throw new Failure(tell((messages) => messages.obstacle(own.path, own.obstacle, folder)));
    }
    if (own.kind === 'missing') plan.added.push(name);
    else if (own.hash !== hash && own.hash === origin) plan.replaced.push(name);
    else if (own.hash !== hash && origin !== undefined && origin !== hash) plan.kept.push(name);
    // A kept file still comes from the older version, so it is named until the learner resets it.
    const isKept = plan.kept.at(-1) === name;
    if (!isKept && origin !== hash) plan.origins[name] = hash;
  }
  return plan;
}

/** Whether a plan would change nothing, on the disk or in the progress. */
export function isEmptyPlan({ added, replaced, origins }: Plan): boolean {
  return added.length + replaced.length + Object.keys(origins).length === 0;
}

/**
 * Does what a plan says, and records it in the progress. The workspace's lock must be held.
 * Throws the file system's errors; the learner's files are then as they were.
 */
export function carryOut(
  root: string,
  folder: string,
  plan: Plan,
  shipped: readonly ShippedFile[],
  progress: Progress,
): void {
  withStaging(root, (staging) => {
    const stage = (names: readonly string[]) =>
      shipped
        .filter(({ name }) => names.includes(name))
        .map(({ name, content }) => staging.add(path.join(plan.directory, name), content));
    const [added, replaced] = [stage(plan.added), stage(plan.replaced)];
    for (const file of added) file.place();
    for (const file of replaced) file.replace();
  });
  for (const [name, hash] of Object.entries(plan.origins)) {
    progress.files[`${folder}/${name}`] = hash;
  }
}

/** Throws a Failure where something else stands in the place of a lesson's folder. */
export function rejectFolderObstacle(directory: string): void {
  const found = lookAtFolder(directory);
  if (found?.kind !== 'obstacle') return;
  throw new Failure(tell((messages) => messages.folderObstacle(found.path, found.obstacle)));
}
