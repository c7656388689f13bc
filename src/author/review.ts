// The review of a lesson: everything that can be checked without running it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lesson } from '../course/block.ts';
import { findLessons, lessonFile } from '../course/folders.ts';
import { parseLesson } from '../course/parse.ts';
import { describeProblem, type Problem } from '../course/problem.ts';
import { openPrograms, type Programs } from '../course/programs.ts';
import { LANGUAGES } from '../text/language.ts';
import { findDeadLinks } from './links.ts';
import { findMissingLessons } from './mentions.ts';
import { compareLanguages } from './parity.ts';
import { reviewPrograms } from './program-rules.ts';
import { weaveProse } from './weaver.ts';

/** A reviewed lesson. */
export interface Review {
  folder: string;
  programs: Programs;
  /** The lesson in each language whose prose could be read, in the order of the languages. */
  lessons: Lesson[];
  problems: Problem[];
}

/** Reviews a lesson in all languages. */
export function reviewLesson(folder: string, root: string): Review {
  const programs = openPrograms(join(root, folder));
  const folders = findLessons(root);
  const review: Review = { folder, programs, lessons: [], problems: [] };
  for (const language of LANGUAGES) {
    const path = lessonFile(folder, language, root);
    const source = read(path);
    if (source === null) {
      review.problems.push(describeProblem(path, null, (say) => say.proseMissing()));
      continue;
    }
    const { lesson, problems } = parseLesson(source, path, language, programs);
    const { stale } = weaveProse(source, path, programs);
    review.lessons.push(lesson);
    review.problems.push(
      ...problems,
      ...stale.map(({ line, info }) =>
        describeProblem(path, line, (say) => say.listingStale(info)),
      ),
      ...findDeadLinks(source, path),
      ...findMissingLessons(source, path, folders),
    );
  }
  const [first, ...others] = review.lessons;
  if (first) {
    review.problems.push(...reviewPrograms(programs, first));
    for (const other of others) review.problems.push(...compareLanguages(first, other));
  }
  return review;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
