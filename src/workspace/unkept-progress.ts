// A workspace that works on where progress can't be kept: it remembers the changes, and says so once.
import { Failure } from '../text/failure.ts';
import type { Bilingual } from '../text/language.ts';
import { checkMessages } from '../text/messages/check.ts';
import { createProgress, type Progress } from './progress.ts';
import type { Workspace } from './workspace.ts';

type Change = (progress: Progress) => void;

/**
 * The same workspace, except that `updateProgress` doesn't fail where the disk is full or the folder read-only: the
 * change is remembered, and kept with the next one that can be. The first time, `onLoss` gets the message.
 */
export function goOnUnkept(workspace: Workspace, onLoss: (text: Bilingual) => void): Workspace {
  const pending: Change[] = [];
  let remembered: Progress | null = null;
  let hasTold = false;

  function remember(change: Change, failure: Failure): Progress {
    pending.push(change);
    remembered ??= readOrBegin(workspace);
    change(remembered);
    if (!hasTold) onLoss(explainUnkeptProgress(failure.text));
    hasTold = true;
    return remembered;
  }

  return {
    ...workspace,
    readProgress: () => remembered ?? workspace.readProgress(),
    updateProgress(change) {
      try {
        const progress = workspace.updateProgress((kept) => {
          for (const each of [...pending, change]) each(kept);
        });
        pending.length = 0;
        remembered = null;
        return progress;
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        return remember(change, error);
      }
    },
  };
}

/** Says that progress could not be kept, and why. */
export function explainUnkeptProgress(why: Bilingual): Bilingual {
  const { en, zh } = checkMessages;
  return { en: `${en.notKept} ${why.en}`, zh: zh.notKept + why.zh };
}

function readOrBegin(workspace: Workspace): Progress {
  try {
    return workspace.readProgress();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return createProgress();
  }
}
