// What `list` says below the lessons.
import { spellCommand } from '../../invocation.ts';
import type { en } from '../en/list.ts';

/** In Chinese. */
export const zh: typeof en = {
  half: { passed: '（检查已通过，还没读完）', read: '（已读完，检查还没通过）' },
  progress: (done, all, current) =>
    `共 ${all} 课，已完成 ${done} 课。${current === null ? '' : `当前是第 ${current} 课，运行 ${spellCommand()} 接着学。`}`,
};
