// The lessons that a lesson's prose mentions by number.
import { findLesson } from '../course/folders.ts';
import { describeProblem, type Problem } from '../course/problem.ts';

/** `lesson 4`, `lessons 2 and 3`; `第 4 课`, `第 2、3 课`. */
const MENTION =
  /\blesson \d+|\blessons \d+(?:(?:, | and |, and | or | to )\d+)*|第 ?\d+(?:[、和到至] ?\d+)* ?课/gi;

/** The places in a prose (`path` is its file, absolute) that mention a lesson number that none of `folders` has. */
export function findMissingLessons(
  source: string,
  path: string,
  folders: readonly string[],
): Problem[] {
  return source.split('\n').flatMap((text, index) => {
    const numbers = (text.match(MENTION) ?? []).flatMap((mention) => mention.match(/\d+/g) ?? []);
    return numbers
      .filter((number) => findLesson(number, folders) === null)
      .map((number) => describeProblem(path, index + 1, (say) => say.lessonMissing(number)));
  });
}
