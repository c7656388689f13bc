// The parser of hints.md: the titles of a lesson's checks, and the hints of their mistakes.
import { describeProblem, type HintsSay, type Problem } from './problem.ts';

/** The heading above the mistakes that several checks have in common. */
export const SHARED = '*';

/** A hint, in Markdown. */
interface Hint {
  text: string;
  /** 1-based. */
  line: number;
}

/** The hints of a mistake, the strongest last. */
interface MistakeHints {
  id: string;
  /** 1-based, of its heading. */
  line: number;
  hints: Hint[];
}

/** What stands under the heading of a check, or under `## *`. */
export interface CheckHints {
  /** The check's id, or `*`. */
  id: string;
  /** 1-based, of its heading. */
  line: number;
  /** What the check demands, in a few words; empty under `## *`. */
  title: string;
  mistakes: MistakeHints[];
}

/** The hints of a lesson in one language. */
export interface HintsPage {
  /** Absolute. */
  path: string;
  checks: CheckHints[];
}

type Blame = (line: number, say: HintsSay) => void;

const ID = /^[a-z0-9][a-z0-9-]*$/;
const HEADING = /^(##|###)(?!#)\s*(.*)$/;
const HINT = /^(\d+)\.(?:\s+(.*))?$/;

/**
 * Reads hints as far as possible, with all problems found. They are read line by line: `## check-id`, its
 * title, `### mistake-id`, and a numbered hint a line.
 */
export function parseHints(source: string, path: string): { page: HintsPage; problems: Problem[] } {
  const page: HintsPage = { path, checks: [] };
  const problems: Problem[] = [];
  const blame: Blame = (line, say) =>
    void problems.push(describeProblem(path, line, ({ hints }) => say(hints)));
  for (const [index, text] of source.split('\n').entries()) {
    if (text.trim() !== '') readLine(page, text.trimEnd(), index + 1, blame);
  }
  for (const check of page.checks) blameGaps(check, blame);
  return { page, problems };
}

function readLine(page: HintsPage, text: string, line: number, blame: Blame): void {
  const [, level, id = ''] = HEADING.exec(text) ?? [];
  const check = page.checks.at(-1);
  const mistake = check?.mistakes.at(-1);
  const [, number, hint = ''] = HINT.exec(text) ?? [];
  if (level === '##') openCheck(page, id, line, blame);
  else if (level === '###') openMistake(check, id, line, blame);
  else if (number !== undefined) readHint(mistake, Number(number), hint, line, blame);
  else if (check && check.id !== SHARED && !mistake && check.title === '') check.title = text;
  else blame(line, (say) => say.stray(text));
}

function openCheck(page: HintsPage, id: string, line: number, blame: Blame): void {
  const first = page.checks.find((check) => check.id === id);
  if (first) blame(line, (say) => say.checkTwice(id, first.line));
  else if (id !== SHARED && !ID.test(id)) blame(line, (say) => say.checkId(id));
  page.checks.push({ id, line, title: '', mistakes: [] });
}

function openMistake(check: CheckHints | undefined, id: string, line: number, blame: Blame): void {
  const first = check?.mistakes.find((mistake) => mistake.id === id);
  if (!check) blame(line, (say) => say.mistakeOutside(id));
  else if (first) blame(line, (say) => say.mistakeTwice(id, first.line));
  else if (!ID.test(id)) blame(line, (say) => say.mistakeId(id));
  check?.mistakes.push({ id, line, hints: [] });
}

function readHint(
  mistake: MistakeHints | undefined,
  number: number,
  text: string,
  line: number,
  blame: Blame,
): void {
  if (!mistake) {
    blame(line, (say) => say.hintOutside);
    return;
  }
  const wanted = mistake.hints.length + 1;
  if (number !== wanted) blame(line, (say) => say.hintNumber(number, wanted));
  if (text === '') blame(line, (say) => say.hintEmpty);
  mistake.hints.push({ text, line });
}

function blameGaps({ id, line, title, mistakes }: CheckHints, blame: Blame): void {
  if (title === '' && id !== SHARED) blame(line, (say) => say.titleMissing(id));
  for (const mistake of mistakes) {
    if (mistake.hints.length === 0) blame(mistake.line, (say) => say.noHints(mistake.id));
  }
}
