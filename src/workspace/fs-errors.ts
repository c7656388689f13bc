// Errors of the file system, reported to the learner in their language.
import { lstatSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../text/failure.ts';
import type { Bilingual } from '../text/language.ts';
import { workspaceMessages } from '../text/messages/workspace.ts';

type Messages = (typeof workspaceMessages)['en'];

/** One message in both languages. */
export function tell(pick: (messages: Messages) => string): Bilingual {
  return { en: pick(workspaceMessages.en), zh: pick(workspaceMessages.zh) };
}

/** Whether an error has one of these codes of the system (`ENOENT`, …). */
export function hasCode(error: unknown, ...codes: string[]): error is NodeJS.ErrnoException {
  return error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? '');
}

/**
 * Does some work on the learner's folder.
 * Throws a Failure instead of an error of the file system (the error is its cause); others pass.
 */
export function explainFsErrors<T>(root: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Failure || !isSystemError(error)) throw error;
    throw new Failure(textOf(error, placeOf(error, root)), 1, { cause: error });
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

function textOf(error: NodeJS.ErrnoException, place: string): Bilingual {
  switch (error.code) {
    case 'EACCES':
    case 'EPERM':
      return tell((messages) => messages.noPermission(place));
    case 'EROFS':
      return tell((messages) => messages.readOnly(place));
    case 'ENOSPC':
    case 'EDQUOT':
      return tell((messages) => messages.diskFull(place));
    case 'ENOENT':
      if (!isLink(place)) return tell((messages) => messages.trouble(place, error.message));
      return tell((messages) => messages.danglingLink(place));
    case 'ENOTDIR':
    case 'EEXIST':
      return tell((messages) => messages.notAFolder(place));
    default:
      return tell((messages) => messages.trouble(place, error.message));
  }
}

function isLink(place: string): boolean {
  return lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** The file or folder that a learner knows: for the tour's own hidden ones, the folder around them. */
function placeOf(error: NodeJS.ErrnoException, root: string): string {
  const place = path.resolve((error as { dest?: string }).dest ?? error.path ?? root);
  const parts = path.relative(root, place).split(path.sep);
  const isHidden = parts[0] !== '..' && parts.some((part) => part.startsWith('.'));
  return isHidden ? root : place;
}
