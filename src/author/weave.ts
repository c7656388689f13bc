// The command `weave`: puts the real regions of the programs into the listings of the prose.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseLessons, findLessons, lessonFile, readIfThere } from '../course/folders.ts';
import { failWith, formatPlace, type Problem } from '../course/problem.ts';
import { openPrograms } from '../course/programs.ts';
import { LANGUAGES } from '../text/language.ts';
import { courseMessages } from '../text/messages/course.ts';
import type { AuthorContext } from './author-context.ts';
import { weaveProse } from './weaver.ts';

/**
 * Weaves the named lessons, or all. With `check` it writes nothing, and stale listings make the exit code 1.
 * Throws a Failure that names every listing whose file or region is missing; the others are woven.
 */
export async function weave(
  context: AuthorContext,
  options: { readonly check?: boolean },
  positionals: readonly string[],
): Promise<number> {
  const { language, stdout, lessonsRoot: root } = context;
  const say = courseMessages[language];
  const problems: Problem[] = [];
  let changed = 0;
  for (const folder of chooseLessons(positionals, findLessons(root))) {
    const programs = openPrograms(join(root, folder));
    for (const path of LANGUAGES.map((each) => lessonFile(folder, each, root))) {
      const source = readIfThere(path);
      // A missing translation is for `lessons` to report; it is no reason to leave the other language stale.
      if (source === null) continue;
      const woven = weaveProse(source, path, programs);
      problems.push(...woven.problems);
      if (woven.stale.length === 0) continue;
      changed += 1;
      const infos = woven.stale.map(({ info }) => info);
      if (!options.check) writeFileSync(path, woven.text);
      const place = formatPlace(path, null);
      stdout.print(options.check ? say.wouldWeave(place, infos) : say.wove(place, infos));
    }
  }
  if (problems.length > 0) throw failWith(problems);
  if (changed === 0) stdout.print(say.nothingToWeave());
  return options.check && changed > 0 ? 1 : 0;
}
