// What `reset` tells: what was put back, and where the learner's code went.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual } from '../language.ts';

const en = {
  nothing: (folder: string | null) =>
    folder === null
      ? 'Every lesson has its starting code already; nothing was changed.'
      : `${folder} has its starting code already; nothing was changed.`,
  restored: (folder: string | null, files: readonly string[]) =>
    `${folder === null ? 'All lessons' : folder}: the starting code is back (${files.join(', ')}).`,
  backup: (path: string) => `What you wrote is in ${path}`,
};

const zh: typeof en = {
  nothing: (folder) =>
    folder === null
      ? '每一课本来就是起始代码，什么也没动。'
      : `${folder} 本来就是起始代码，什么也没动。`,
  restored: (folder, files) =>
    `${folder === null ? '所有课' : folder}：已恢复起始代码（${files.join('、')}）。`,
  backup: (path) => `你写的代码在这里：${path}`,
};

/** The messages of `reset`. */
export const resetMessages: Bilingual<typeof en> = speakBoth(en, zh);
