// The review of a lesson: everything that can be checked without running it.
import { join } from 'node:path';
import type { Block, Lesson } from '../course/block.ts';
import { isFence, readInfo } from '../course/fence.ts';
import { findLessons, hintsFile, lessonFile, readIfThere } from '../course/folders.ts';
import { findMismatch } from '../course/parity.ts';
import { parseLesson } from '../course/parse.ts';
import { describeProblem, type Problem } from '../course/problem.ts';
import { openPrograms, type Programs } from '../course/programs.ts';
import { LANGUAGES } from '../text/language.ts';
import { findDeadLinks, findMissingLessons } from './links.ts';
import { reviewPrograms } from './program-rules.ts';
import { findLongSteps } from './screenful.ts';
import { weaveProse } from './weaver.ts';
import { findBadWordings } from './wording.ts';

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
  const lessons: Lesson[] = [];
  const problems = LANGUAGES.flatMap((language) =>
    findBadWordings(
      [lessonFile(folder, language, root), hintsFile(folder, language, root)],
      language,
    ),
  );
  for (const language of LANGUAGES) {
    const path = lessonFile(folder, language, root);
    const source = readIfThere(path);
    if (source === null) {
      problems.push(describeProblem(path, null, (say) => say.proseMissing()));
      continue;
    }
    const parsed = parseLesson(source, path, language, programs);
    lessons.push(parsed.lesson);
    problems.push(
      ...parsed.problems,
      ...weaveProse(source, path, programs).stale.map(({ line, info }) =>
        describeProblem(path, line, (say) => say.listingStale(info)),
      ),
      ...findDeadLinks(source, path),
      ...findMissingLessons(source, path, folders),
      ...findLongSteps(parsed.lesson),
    );
  }
  const [first, ...others] = lessons;
  if (first) problems.push(...reviewPrograms(programs, first));
  if (first) problems.push(...others.flatMap((other) => compareLanguages(first, other)));
  return { folder, programs, lessons, problems };
}

/** The first difference between two languages of a lesson, reported at the second with the place in the first. */
function compareLanguages(first: Lesson, second: Lesson): Problem[] {
  const found = findMismatch(listFeatures(first), listFeatures(second));
  if (!found) return [];
  const { line, place, wanted, got } = found;
  return [describeProblem(second.path, line, (say) => say.languagesDiffer(place, wanted, got))];
}

function listFeatures({ path, steps }: Lesson) {
  const list = steps.flatMap((step) => [
    { line: step.line, value: '## …' },
    ...step.blocks.flatMap(listBlockFeatures),
  ]);
  return { path, list };
}

function listBlockFeatures(block: Block): { line: number; value: string }[] {
  const { line, info } = block;
  const fence = { line, value: `\`\`\`${info}` };
  const list = (values: readonly string[]) => values.map((value) => ({ line, value }));
  switch (block.kind) {
    case 'prose':
      return list(block.tokens.filter(isFence).map((token) => `\`\`\`${readInfo(token)}`));
    case 'listing':
      return [fence];
    case 'run': {
      const log = block.log.map((entry) => ({ ...entry, value: `${entry.actor} │ ${entry.text}` }));
      return [fence, ...log];
    }
    case 'predict':
      return [fence, ...list(block.options.map(({ right }) => (right ? '- [x]' : '- [ ]')))];
    case 'try':
      return [fence, ...list([`checks: ${block.checks.join(', ')}`])];
    case 'types':
      return [fence, ...list(block.lines)];
  }
}
