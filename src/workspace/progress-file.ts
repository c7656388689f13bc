// The progress on the disk: read at any time, changed under the lock, set aside if it is broken.
import { copyFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Bilingual } from '../text/language.ts';
import { explainFsErrors, tell } from './fs-errors.ts';
import { type LockTimes, withLock } from './lock.ts';
import { moveVerdict } from './moved.ts';
import { createProgress, formatProgress, type Progress, parseProgress } from './progress.ts';
import { createFolder } from './scaffold.ts';
import { withStaging } from './staging.ts';
import { findDatedPath, readRegular } from './standing-file.ts';

const NAME = '.progress.json';
const LOCK_NAME = '.progress.lock';

/** The progress file of one `my-lessons` folder. */
export interface ProgressFile {
  /**
   * The progress as it is now; that of a beginner where there is none, and then no file is made.
   * A broken file is set aside, with a notice. Throws a Failure.
   */
  read(): Progress;
  /**
   * Changes the progress: reads it, lets `change` alter it, and writes it where it altered anything, while
   * no other tour can. `change` is synchronous; what it throws leaves the file as it was.
   * Returns the new progress. Throws a Failure.
   */
  update(change: (progress: Progress) => void): Progress;
  /** What the learner should know since the last call: that progress was set aside, and where. */
  takeNotices(): Bilingual[];
}

/** Makes the progress file of `root`, the `my-lessons` folder; touches nothing yet. */
export function openProgressFile(root: string, times: LockTimes = {}): ProgressFile {
  const file = path.join(root, NAME);
  let notices: Bilingual[] = [];

  function update(change: (progress: Progress) => void): Progress {
    return explainFsErrors(root, () => {
      mkdirSync(root, { recursive: true });
      return withLock(path.join(root, LOCK_NAME), () => changeLocked(change), times);
    });
  }

  function changeLocked(change: (progress: Progress) => void): Progress {
    createFolder(root);
    const before = readRegular(file);
    const progress = before === null ? createProgress() : repair(before);
    change(progress);
    const after = formatProgress(progress);
    if (after !== before) write(after);
    return progress;
  }

  /** Replaces the file in one step: a reader, a crash or a full disk finds the old content or the new, never parts. */
  function write(text: string): void {
    withStaging(root, (staging) => staging.add(file, text).replace());
  }

  /** Progress from the file's text; where it is damaged, the file is set aside. The lock is held. */
  function repair(text: string): Progress {
    const { progress, damage, hasSalvage } = parseProgress(text);
    moveVerdict(progress);
    if (!damage) return progress;
    const aside = setAside(root, file);
    // At once: what was sound must not depend on the next change.
    write(formatProgress(progress));
    notices.push(
      tell((say) =>
        damage === 'newer' ? say.progressNewer(aside) : say.progressBroken(aside, hasSalvage),
      ),
    );
    return progress;
  }

  return {
    read: () =>
      explainFsErrors(root, () => {
        const text = readRegular(file);
        if (text === null) return createProgress();
        const { progress, damage } = parseProgress(text);
        moveVerdict(progress);
        return damage ? update(() => {}) : progress;
      }),
    update,
    takeNotices: () => {
      const taken = notices;
      notices = [];
      return taken;
    },
  };
}

/** Keeps the progress file under another name, which is returned. */
function setAside(root: string, file: string): string {
  const aside = findDatedPath((date, suffix) =>
    path.join(root, `.progress.broken-${date}${suffix}.json`),
  );
  // A copy where it can be one: on a full disk it fails while the file is still where it was.
  if (statSync(file).isFile()) copyFileSync(file, aside);
  else renameSync(file, aside);
  return aside;
}
