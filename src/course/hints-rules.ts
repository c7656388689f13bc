// The rules for hints: the ids of check.ts, and as many hints in every language.
import { type CheckHints, type HintsPage, SHARED } from './hints.ts';
import { describeProblem, formatPlace, type HintsSay, type Problem } from './problem.ts';

/** The mistakes that each check of a lesson knows, by its id. */
export type KnownMistakes = Readonly<Record<string, readonly string[]>>;

/** Compares the ids in a page of hints with those in check.ts. */
export function compareWithChecks(page: HintsPage, known: KnownMistakes): Problem[] {
  const tell = (line: number | null, say: HintsSay) =>
    describeProblem(page.path, line, ({ hints }) => say(hints));
  const strange = page.checks.flatMap((check) => {
    if (check.id !== SHARED && !known[check.id]) {
      return [tell(check.line, (say) => say.checkUnknown(check.id))];
    }
    return check.mistakes
      .filter(({ id }) => !isUsed(page, known, check, id))
      .map(({ id, line }) =>
        tell(line, (say) =>
          check.id === SHARED ? say.mistakeUnused(id) : say.mistakeUnknown(id, check.id),
        ),
      );
  });
  const missing = Object.entries(known).flatMap(([id, mistakes]) => {
    const check = findCheck(page, id);
    if (!check) return [tell(null, (say) => say.checkMissing(id))];
    return mistakes
      .filter((mistake) => !has(check, mistake) && !has(findCheck(page, SHARED), mistake))
      .map((mistake) => tell(check.line, (say) => say.mistakeMissing(mistake, id)));
  });
  return [...strange, ...missing];
}

/** The first difference between the hints of two languages, reported at the second with the place in the first. */
export function compareHints(first: HintsPage, second: HintsPage): Problem[] {
  const ours = listFeatures(first);
  const theirs = listFeatures(second);
  const count = Math.max(ours.length, theirs.length);
  for (let index = 0; index < count; index += 1) {
    const [one, other] = [ours[index], theirs[index]];
    if (one?.value === other?.value) continue;
    const place = formatPlace(first.path, one?.line ?? lastLine(ours));
    const line = other?.line ?? lastLine(theirs);
    const [wanted, got] = [one?.value ?? null, other?.value ?? null];
    return [describeProblem(second.path, line, ({ hints }) => hints.differ(place, wanted, got))];
  }
  return [];
}

/** The section of a page about a check, or about what checks have in common. */
export function findCheck({ checks }: HintsPage, id: string): CheckHints | undefined {
  return checks.find((check) => check.id === id);
}

/** Whether a check uses the hints of a mistake from here; its own hints come before shared ones. */
function isUsed(page: HintsPage, known: KnownMistakes, check: CheckHints, mistake: string) {
  if (check.id !== SHARED) return known[check.id]?.includes(mistake) ?? false;
  return Object.entries(known).some(
    ([id, mistakes]) => mistakes.includes(mistake) && !has(findCheck(page, id), mistake),
  );
}

function has(check: CheckHints | undefined, mistake: string): boolean {
  return check?.mistakes.some(({ id }) => id === mistake) ?? false;
}

function lastLine(features: readonly { line: number }[]): number {
  return features.at(-1)?.line ?? 1;
}

function listFeatures({ checks }: HintsPage): { line: number; value: string }[] {
  return checks.flatMap(({ id, line, mistakes }) => [
    { line, value: `## ${id}` },
    ...mistakes.flatMap((mistake) => [
      { line: mistake.line, value: `### ${mistake.id}` },
      ...mistake.hints.map((hint, index) => ({ line: hint.line, value: `${index + 1}. …` })),
    ]),
  ]);
}
