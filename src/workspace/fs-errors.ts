// Errors of the file system, reported to the learner in their language.
import { lstatSync } from 'node:fs';
import path from 'node:path';
import { sayBoth } from '../text/bilingual.ts';
import { Failure } from '../text/failure.ts';
import type { Bilingual } from '../text/language.ts';
import { workspaceMessages } from '../text/messages/workspace.ts';

/** One message in both languages. */
export function tell(pick: (messages: (typeof workspaceMessages)['en']) => string): Bilingual {
  return sayBoth(workspaceMessages, pick);
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
    // A Failure, whose cause is already explained, has no system call.
    if (!(error instanceof Error) || !(error as NodeJS.ErrnoException).syscall) throw error;
    throw new Failure(describe(error, placeOf(error, root)), 1, { cause: error });
  }
}

const KNOWN = {
  EACCES: 'noPermission',
  EPERM: 'noPermission',
  EROFS: 'readOnly',
  ENOSPC: 'diskFull',
  EDQUOT: 'diskFull',
  ENOTDIR: 'notAFolder',
  EEXIST: 'notAFolder',
} as const;

function describe(error: NodeJS.ErrnoException, place: string): Bilingual {
  const { code = '', message } = error;
  return tell((say) => {
    if (Object.hasOwn(KNOWN, code)) return say[KNOWN[code as keyof typeof KNOWN]](place);
    return code === 'ENOENT' && isLink(place)
      ? say.danglingLink(place)
      : say.trouble(place, message);
  });
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
