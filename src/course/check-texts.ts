// What a lesson's hints.md says about its checks, in all languages.
import { readFileSync } from 'node:fs';
import { type Bilingual, LANGUAGES } from '../text/language.ts';
import { hintsFile, lessonsRoot } from './folders.ts';
import { type HintsPage, parseHints, SHARED } from './hints.ts';
import { compareHints, compareWithChecks, findCheck, type KnownMistakes } from './hints-rules.ts';
import { describeProblem, failWith, type Problem } from './problem.ts';

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
  const { pages, problems } = readPages(folder, known, root);
  if (problems.length > 0) throw failWith(problems);
  return Object.fromEntries(
    Object.entries(known).map(([id, mistakes]) => [
      id,
      {
        title: inEach(pages, (page) => findCheck(page, id)?.title ?? ''),
        hints: Object.fromEntries(mistakes.map((mistake) => [mistake, pair(pages, id, mistake)])),
      },
    ]),
  );
}

/** All that is wrong with the hints of a lesson. */
export function reviewHints(folder: string, known: KnownMistakes, root = lessonsRoot): Problem[] {
  return readPages(folder, known, root).problems;
}

/** The page of each language, in the order of the languages, with the problems of all of them. */
function readPages(folder: string, known: KnownMistakes, root: string) {
  const pages: HintsPage[] = [];
  const problems: Problem[] = [];
  for (const language of LANGUAGES) {
    const path = hintsFile(folder, language, root);
    const source = read(path);
    if (source === null) {
      problems.push(describeProblem(path, null, ({ hints }) => hints.missing));
      continue;
    }
    const parsed = parseHints(source, path);
    pages.push(parsed.page);
    problems.push(...parsed.problems);
  }
  const [first, ...others] = pages;
  if (first) {
    problems.push(...compareWithChecks(first, known));
    for (const other of others) problems.push(...compareHints(first, other));
  }
  return { pages, problems };
}

/** The hints of a mistake: the check's own if there are any, else those that several checks share. */
function pair(pages: readonly HintsPage[], check: string, mistake: string): Bilingual[] {
  const hints = pages.map((page) => {
    const find = (id: string) =>
      findCheck(page, id)?.mistakes.find((known) => known.id === mistake)?.hints;
    return find(check) ?? find(SHARED) ?? [];
  });
  return (hints[0] ?? []).map((_, index) => inEach(hints, (list) => list[index]?.text ?? ''));
}

/** A text in each language, made from one value for each, in the order of the languages. */
function inEach<T>(items: readonly T[], read: (item: T) => string): Bilingual {
  const texts = items.map((item, index) => [LANGUAGES[index], read(item)]);
  return Object.fromEntries(texts) as Bilingual;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
