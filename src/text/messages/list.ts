// What `list` says below the lessons.
import { speakBoth } from '../bilingual.ts';
import { spellCommand } from '../invocation.ts';
import type { Bilingual } from '../language.ts';

const en = {
  progress: (done: number, all: number, current: number | null) =>
    `${done} of ${all} done.${current === null ? '' : ` The current lesson is ${current}: ${spellCommand()} goes on there.`}`,
};

const zh: typeof en = {
  progress: (done, all, current) =>
    `共 ${all} 课，已完成 ${done} 课。${current === null ? '' : `当前是第 ${current} 课，运行 ${spellCommand()} 接着学。`}`,
};

/** The messages of `list`. */
export const listMessages: Bilingual<typeof en> = speakBoth(en, zh);
