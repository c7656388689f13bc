// The messages of `reset`: what was restored, and where the learner's code went.
import type { en } from '../en/reset.ts';

/** In Chinese. */
export const zh: typeof en = {
  nothing: (folder) =>
    folder === null
      ? '每一课本来就是起始代码，什么也没动。'
      : `${folder} 本来就是起始代码，什么也没动。`,
  restored: (folder, files) =>
    `${folder === null ? '所有课' : folder}：已恢复起始代码（${files.join('、')}）。`,
  backup: (path) => `你写的代码在这里：${path}`,
};
