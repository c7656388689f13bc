// A workspace that works on where progress can't be kept: it remembers the changes, and says so once.
import { sayBoth } from '../text/bilingual.ts';
import { Failure } from '../text/failure.ts';
import type { Bilingual } from '../text/language.ts';
import { checkMessages } from '../text/messages/check.ts';
import { createProgress, type Progress } from './progress.ts';
import type { Workspace } from './workspace.ts';

/**
 * The same workspace, except that `updateProgress` doesn't fail where the disk is full or the folder read-only: the
 * change is remembered, and kept with the next one that can be. The first time, `onLoss` gets the message.
 */
export function goOnUnkept(workspace: Workspace, onLoss: (text: Bilingual) => void): Workspace {
  const pending: ((progress: Progress) => void)[] = [];
  let remembered: Progress | null = null;
  let hasTold = false;
  return {
    ...workspace,
    readProgress: () => remembered ?? workspace.readProgress(),
    updateProgress(change) {
      pending.push(change);
      try {
        const progress = workspace.updateProgress((kept) => {
          for (const each of pending) each(kept);
        });
        pending.length = 0;
        remembered = null;
        return progress;
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        remembered ??= readOrBegin(workspace);
        change(remembered);
        if (!hasTold) onLoss(explainUnkeptProgress(error.text));
        hasTold = true;
        return remembered;
      }
    },
  };
}

/** Says that progress could not be kept, and why. */
export function explainUnkeptProgress(why: Bilingual): Bilingual {
  const gap = { en: ' ', zh: '' };
  return sayBoth(checkMessages, (say, language) => say.notKept + gap[language] + why[language]);
}

function readOrBegin(workspace: Workspace): Progress {
  try {
    return workspace.readProgress();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return createProgress();
  }
}
