// Saves: each runs the programs again, and in the learner's turn the checks after them.
import { openSaveBurst } from '../play/save-burst.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { walkMessages } from '../text/messages/walk.ts';
import type { Examiner } from './examiner.ts';
import type { LessonText } from './lesson-text.ts';
import type { Programs } from './programs.ts';
import type { Steps } from './steps.ts';

/** Follows the learner's saves. */
export interface Saves {
  /** Follows a save of these files; settles when there is nothing more to come of it. */
  follow(files: readonly string[]): Promise<void>;
  /** Settles when all saves so far are followed, and what runs has come to rest. */
  calm(): Promise<void>;
  /** Follows no more. */
  close(): void;
}

/** What saves need. */
export interface SavesOptions {
  text: LessonText;
  terminal: Pick<Terminal, 'leaveQuestion'>;
  programs: Pick<Programs, 'expectOwn' | 'started' | 'calm' | 'isBusy'>;
  examiner: Pick<Examiner, 'stop' | 'check'>;
  steps: Pick<Steps, 'checks'>;
  /** Runs the programs again, for a reason that is told. */
  replay(reason: string): Promise<void>;
  /** Called before the programs run again. */
  onReplay(): void;
}

/** Opens what follows saves. */
export function openSaves(options: SavesOptions): Saves {
  const { text, terminal, programs, examiner, steps, replay, onReplay } = options;
  const burst = openSaveBurst();
  const saved = new Set<string>();
  let isOver = false;
  /** Settles when all saves so far are followed. */
  let following: Promise<unknown> = Promise.resolve();

  async function followSave(files: readonly string[]): Promise<void> {
    for (const file of files) saved.add(file);
    await Promise.all([examiner.stop(), burst.note()]);
    // Of those who wait for the same burst, one tells of all its files.
    if (isOver || saved.size === 0) return;
    const all = [...saved].sort();
    saved.clear();
    // A question makes way, since what it hides is what was asked for by saving.
    terminal.leaveQuestion();
    programs.expectOwn();
    onReplay();
    await replay(walkMessages[text.language].saved(all.join(', ')));
    if (!steps.checks) return;
    await programs.calm();
    await examiner.check();
  }

  return {
    follow(files) {
      const followed = followSave(files);
      following = Promise.allSettled([following, followed]);
      return followed;
    },
    async calm() {
      do {
        await following;
        await programs.started();
        await programs.calm();
      } while (programs.isBusy && !isOver);
    },
    close() {
      isOver = true;
    },
  };
}
