// What `list` says below the lessons.
import { spellCommand } from '../../invocation.ts';

/** In English. */
export const en = {
  /** Behind a lesson that is half done. */
  half: { passed: '(checks pass, not read to its end)', read: '(read, its checks are open)' },
  progress: (done: number, all: number, current: number | null) =>
    `${done} of ${all} done.${current === null ? '' : ` The current lesson is ${current}: ${spellCommand()} goes on there.`}`,
};
