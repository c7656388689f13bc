// The messages of `reset`: what was restored, and where the learner's code went.

/** In English. */
export const en = {
  nothing: (folder: string | null) =>
    folder === null
      ? 'Every lesson has its starting code already; nothing was changed.'
      : `${folder} has its starting code already; nothing was changed.`,
  restored: (folder: string | null, files: readonly string[]) =>
    `${folder === null ? 'All lessons' : folder}: the starting code is back (${files.join(', ')}).`,
  backup: (path: string) => `What you wrote is in ${path}`,
};
