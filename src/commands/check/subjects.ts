// What `check` is to check: lessons of the learner's copy, or of the hand-ins of a class.
import { statSync } from 'node:fs';
import path from 'node:path';
import { findLesson, findLessons } from '../../course/folders.ts';
import { findHandIn, type Subjects } from '../../play/examination.ts';
import { findNamed, openLearnersWorkspace } from '../../play/learners-workspace.ts';
import { misuse } from '../../text/failure.ts';
import { checkMessages } from '../../text/messages/check.ts';
import type { Context } from '../context.ts';
import { type Options, usage } from '../options.ts';

/** A hand-in. */
interface Owner {
  /** Its folder as it was given. */
  name: string;
  /** Absolute. */
  root: string;
}

/** A lesson to check. */
export interface Subject extends Subjects {
  /** Null for the learner's own copy. */
  owner: Owner | null;
}

/** What there is to check. */
export interface Found {
  subjects: Subject[];
  /** The hand-ins that have no lesson's folder in them, as they were given. */
  empty: string[];
}

/**
 * Finds what to check. The operands are a lesson, unless `--all` stands for every one, and the folders of hand-ins,
 * among which is that of `--dir`. Throws a usage Failure.
 */
export function findSubjects(
  context: Context,
  { all, dir }: Options,
  operands: readonly string[],
): Found {
  const folders = findLessons(context.lessonsRoot);
  const [name, ...others] = operands;
  const given = [...(dir === undefined ? [] : [dir]), ...(all ? operands : others)];
  const owners = given.map((folder) => openOwner(context, folder, all === true, folders));
  const workspace = openLearnersWorkspace(context);
  const chosen = all ? folders : [findNamed(name, workspace, folders)];
  if (owners.length === 0) {
    const prepare = (folder: string) => workspace.prepareLesson(folder).directory;
    const own = (folder: string) => ({ folder, directory: prepare(folder), owner: null });
    return { subjects: chosen.map(own), empty: [] };
  }
  const lists = owners.map((owner) =>
    chosen
      .map((folder) => ({ folder, directory: findHandIn(owner.root, folder), owner }))
      // A hand-in holds what a class has got to: with --all a lesson without a folder isn't missing.
      .filter(({ directory }) => !all || directory !== owner.root),
  );
  const isEmpty = (_: Owner, index: number) => lists[index]?.length === 0;
  return { subjects: lists.flat(), empty: owners.filter(isEmpty).map((owner) => owner.name) };
}

function openOwner(
  { cwd }: Context,
  name: string,
  isForAll: boolean,
  folders: readonly string[],
): Owner {
  const root = path.resolve(cwd, name);
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory()) return { name, root };
  if (isForAll && findLesson(name, folders) !== null) throw usage((say) => say.allOrOne(name));
  throw misuse(checkMessages, (say) => say.noFolder(name));
}
