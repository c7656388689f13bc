// The command `lessons`: runs every program of the course and compares it with the prose.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chooseLessons, commonHintsFile, findLessons } from '../course/folders.ts';
import { formatProblem, type Problem } from '../course/problem.ts';
import { LANGUAGES } from '../text/language.ts';
import { courseMessages } from '../text/messages/course.ts';
import type { AuthorContext } from './author-context.ts';
import { type ProofOptions, proveLesson } from './check-proof.ts';
import { checkClaims } from './claims.ts';
import { askCompiler, compareTypes, findSources } from './compiler.ts';
import { loadCpu } from './cpu-load.ts';
import { findDeadLinks } from './links.ts';
import { compareLogsOften, countProblems, countRuns } from './log-comparison.ts';
import { type Review, reviewLesson } from './review.ts';
import { findBadWordings } from './wording.ts';

/** How many lessons are played at a time: while one waits for a socket, the other has the CPU. */
const AT_A_TIME = 6;

/** Inspects the named lessons, or all and the pages beside them; 1 when anything is wrong. */
export async function proveLessons(
  context: AuthorContext,
  options: {
    readonly repeat?: number;
    readonly load?: boolean;
    readonly short?: boolean;
    readonly replay?: boolean;
  },
  positionals: readonly string[],
): Promise<number> {
  const { language, stdout, lessonsRoot: root } = context;
  const say = courseMessages[language];
  const begun = performance.now();
  const folders = chooseLessons(positionals, findLessons(root));
  const reviews = folders.map((folder) => reviewLesson(folder, root));
  const { repeat: runs = 1, short: isShort = false, replay: isReplayed = false } = options;
  const release = options.load ? loadCpu() : () => {};
  const broken = await inspectAll(context, reviews, {
    runs,
    isShort,
    isReplayed,
    // One verdict a sample says nothing new; after many, an author wants the table.
    onProven: ({ sample, hits }) => {
      const { name, mistake, isRight } = sample;
      if (runs > 1) stdout.print(say.proven(name, mistake, isRight, hits, runs));
    },
  }).finally(release);
  const beside = positionals.length === 0 ? inspectPages(root) : [];
  if (beside.length > 0) stdout.print(say.documentProblems(beside.length));
  print(context, beside);

  const ms = performance.now() - begun;
  const count = broken.flat().length + beside.length;
  if (count > 0) {
    const lessons = broken.filter((problems) => problems.length > 0).length;
    stdout.print('', say.notAllWell(count, lessons, folders.length, ms));
    return 1;
  }
  const played = reviews.reduce((sum, review) => sum + countPlayed(review), 0);
  stdout.print('', say.allWell(folders.length, played * runs, ms));
  return 0;
}

/** Inspects the lessons, a few at a time, and reports each when it is done. */
async function inspectAll(
  context: AuthorContext,
  reviews: readonly Review[],
  proof: ProofOptions,
): Promise<Problem[][]> {
  const say = courseMessages[context.language];
  // Compiling all lessons at once costs hardly more than compiling one.
  const compiled = askCompiler(reviews.flatMap(({ programs }) => findSources(programs)));
  // The caller that awaits it gets the error; a lesson that is never inspected must not end the process.
  compiled.catch(() => {});
  const found: Problem[][] = reviews.map(() => []);
  // The later lessons take longest, so they begin first: nothing is left waiting for one at the end.
  const waiting = [...reviews.entries()].reverse().values();
  const work = async () => {
    for (const [index, review] of waiting) {
      const begun = performance.now();
      const problems = await inspect(review, compiled, proof);
      const ms = performance.now() - begun;
      found[index] = problems;
      context.stdout.print(
        problems.length === 0
          ? say.lessonRuns(review.folder, countPlayed(review), ms)
          : say.lessonProblems(review.folder, problems.length, ms),
      );
      print(context, problems);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return found;
}

/** What is wrong with a lesson, each thing once; it is played, and each sample examined, as often as `proof` says. */
async function inspect(
  { problems, programs, lessons }: Review,
  compiled: ReturnType<typeof askCompiler>,
  proof: ProofOptions,
): Promise<Problem[]> {
  const [lesson] = lessons;
  const diagnostics = await compiled;
  const all = [
    ...problems,
    ...lessons.flatMap((each) => compareTypes(each, programs, diagnostics)),
    ...(lesson ? await compareLogsOften(lesson, proof) : []),
    ...(await countProblems(proof.runs, () => checkClaims(lessons))),
    ...(lesson ? await proveLesson(lesson, proof) : []),
  ];
  const keyed = all.map((each) => [`${each.path}:${each.line}:${each.text.en}`, each] as const);
  return [...new Map(keyed).values()];
}

/** How many run blocks an inspection of the lesson plays. */
function countPlayed({ lessons: [lesson] }: Review): number {
  return lesson ? countRuns(lesson) : 0;
}

/** What is wrong with the pages beside the course, such as README.md, and with the texts of the tour itself. */
function inspectPages(root: string): Problem[] {
  const directory = dirname(root);
  const pages = readdirSync(directory)
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(directory, name));
  const words = LANGUAGES.flatMap((language) => {
    const messages = join(directory, 'src', 'text', 'messages', language);
    const files = existsSync(messages) ? readdirSync(messages) : [];
    const own = pages.filter((page) => page.endsWith('.zh.md') === (language === 'zh'));
    const texts = [commonHintsFile(language, root), ...files.map((name) => join(messages, name))];
    return findBadWordings([...own, ...texts], language);
  });
  return pages.flatMap((path) => findDeadLinks(readFileSync(path, 'utf8'), path)).concat(words);
}

function print({ language, stdout }: AuthorContext, problems: readonly Problem[]): void {
  stdout.print(...problems.map((problem) => formatProblem(problem, language)));
}
