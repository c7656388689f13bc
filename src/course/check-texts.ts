// What a lesson's hints.md says about its checks, in all languages, and whether it fits check.ts.
import { type Bilingual, LANGUAGES } from '../text/language.ts';
import { commonHintsFile, hintsFile, lessonsRoot, readIfThere } from './folders.ts';
import { type CheckHints, type HintsPage, parseHints, SHARED } from './hints.ts';
import { findMismatch } from './parity.ts';
import { describeProblem, failWith, type HintsSay, type Problem } from './problem.ts';

/** The mistakes that each check of a lesson knows, by its id. */
export type KnownMistakes = Readonly<Record<string, readonly string[]>>;

/** The words about a check. */
export interface CheckTexts {
  /** What it demands. */
  title: Bilingual;
  /** The hints of each mistake that it knows, the strongest last. */
  hints: Readonly<Record<string, readonly Bilingual[]>>;
}

/**
 * Reads the title and the hints of each check of a lesson, by the check's id.
 * Throws a Failure that names file and line where they are malformed, or don't match the checks.
 */
export function readCheckTexts(
  folder: string,
  known: KnownMistakes,
  root = lessonsRoot,
): Record<string, CheckTexts> {
  const { pages, common, problems } = readPages(folder, known, root);
  if (problems.length > 0) throw failWith(problems);
  const readOne = (id: string, mistakes: readonly string[]): CheckTexts => ({
    title: inEach(pages, (page) => findCheck(page, id)?.title ?? ''),
    hints: Object.fromEntries(
      mistakes.map((mistake) => [mistake, pair(pages, common, id, mistake)]),
    ),
  });
  return Object.fromEntries(
    Object.entries(known).map(([id, mistakes]) => [id, readOne(id, mistakes)]),
  );
}

/** All that is wrong with the hints of a lesson. */
export function reviewHints(folder: string, known: KnownMistakes, root = lessonsRoot): Problem[] {
  return readPages(folder, known, root).problems;
}

/** The page of each language, and that of the hints that all lessons share, with the problems of all of them. */
function readPages(folder: string, known: KnownMistakes, root: string) {
  const problems: Problem[] = [];
  const readPage = (path: string): HintsPage | null => {
    const source = readIfThere(path);
    if (source === null) return null;
    const parsed = parseHints(source, path);
    problems.push(...parsed.problems);
    return parsed.page;
  };
  const pages = LANGUAGES.flatMap((language) => {
    const path = hintsFile(folder, language, root);
    const page = readPage(path);
    if (!page) problems.push(describeProblem(path, null, ({ hints }) => hints.missing));
    return page ?? [];
  });
  const common = LANGUAGES.map((language) => {
    const path = commonHintsFile(language, root);
    return readPage(path) ?? { path, checks: [], others: [] };
  });
  if (pages[0]) problems.push(...compareWithChecks(pages[0], known, common[0]));
  for (const [first, ...others] of [pages, common]) {
    problems.push(...others.flatMap((other) => (first ? compareHints(first, other) : [])));
  }
  return { pages, common, problems };
}

/** Compares the ids in a page of hints, and in the one that lessons share, with those in check.ts. */
export function compareWithChecks(
  page: HintsPage,
  known: KnownMistakes,
  common?: HintsPage,
): Problem[] {
  const tell = (line: number | null, say: HintsSay) =>
    describeProblem(page.path, line, ({ hints }) => say(hints));
  const isShared = (mistake: string) =>
    [page, common].some((from) => has(findCheck(from, SHARED), mistake));
  // A check's own hints come before shared ones.
  const usesShared = (mistake: string) =>
    Object.entries(known).some(
      ([id, mistakes]) => mistakes.includes(mistake) && !has(findCheck(page, id), mistake),
    );
  const strange = page.checks.flatMap(({ id, line, mistakes }) => {
    if (id === SHARED) {
      const unused = mistakes.filter((mistake) => !usesShared(mistake.id));
      return unused.map((mistake) => tell(mistake.line, (say) => say.mistakeUnused(mistake.id)));
    }
    const own = known[id];
    if (!own) return [tell(line, (say) => say.checkUnknown(id))];
    const unknown = mistakes.filter((mistake) => !own.includes(mistake.id));
    return unknown.map((mistake) =>
      tell(mistake.line, (say) => say.mistakeUnknown(mistake.id, id)),
    );
  });
  const missing = Object.entries(known).flatMap(([id, mistakes]) => {
    const check = findCheck(page, id);
    if (!check) return [tell(null, (say) => say.checkMissing(id))];
    return mistakes
      .filter((mistake) => !has(check, mistake) && !isShared(mistake))
      .map((mistake) => tell(check.line, (say) => say.mistakeMissing(mistake, id)));
  });
  return [...strange, ...missing];
}

/** The first difference between the hints of two languages, reported at the second. */
function compareHints(first: HintsPage, second: HintsPage): Problem[] {
  const found = findMismatch(listFeatures(first), listFeatures(second));
  if (!found) return [];
  const { line, place, wanted, got } = found;
  return [describeProblem(second.path, line, ({ hints }) => hints.differ(place, wanted, got))];
}

function listFeatures({ path, checks, others }: HintsPage) {
  const list = checks.flatMap(({ id, line, mistakes }) => [
    { line, value: `## ${id}` },
    ...mistakes.flatMap((mistake) => [
      { line: mistake.line, value: `### ${mistake.id}` },
      ...mistake.hints.map((hint, index) => ({ line: hint.line, value: `${index + 1}. …` })),
    ]),
  ]);
  list.push(...others.map(({ id, line }) => ({ line, value: `### ${id}` })));
  return { path, list };
}

/** The section of a page about a check, or about what checks have in common. */
function findCheck(page: HintsPage | undefined, id: string): CheckHints | undefined {
  return page?.checks.find((check) => check.id === id);
}

function has(check: CheckHints | undefined, mistake: string): boolean {
  return check?.mistakes.some(({ id }) => id === mistake) ?? false;
}

/** The hints of a mistake: the check's own if there are any, else the lesson's, else those of all lessons. */
function pair(
  pages: readonly HintsPage[],
  common: readonly HintsPage[],
  check: string,
  mistake: string,
): Bilingual[] {
  const find = (page: HintsPage | undefined, id: string) =>
    findCheck(page, id)?.mistakes.find((known) => known.id === mistake)?.hints;
  const hints = pages.map(
    (page, index) => find(page, check) ?? find(page, SHARED) ?? find(common[index], SHARED) ?? [],
  );
  return (hints[0] ?? []).map((_, index) => inEach(hints, (list) => list[index]?.text ?? ''));
}

/** A text in each language, made from one value for each, in the order of the languages. */
function inEach<T>(items: readonly T[], read: (item: T) => string): Bilingual {
  const texts = items.map((item, index) => [LANGUAGES[index], read(item)]);
  return Object.fromEntries(texts) as Bilingual;
}
