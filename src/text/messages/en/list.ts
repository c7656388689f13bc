// What `list` says below the lessons.
import { spellCommand } from '../../invocation.ts';

/** In English. */
export const en = {
  progress: (done: number, all: number, current: number | null) =>
    `${done} of ${all} done.${current === null ? '' : ` The current lesson is ${current}: ${spellCommand()} goes on there.`}`,
};
