// The parser of hints.md: the titles of a lesson's checks, the hints of their mistakes, and what is said of other ways.
import { describeProblem, type HintsSay, type Problem } from './problem.ts';

/** The heading above the mistakes that several checks have in common. */
export const SHARED = '*';

/** The heading above what is said of the programs in `others/`. */
export const OTHERS = 'others';

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

/** What is said of another right program. */
interface OtherText {
  /** The program's file is `others/ID.ts`. */
  id: string;
  /** 1-based, of its heading. */
  line: number;
  /** A sentence or two, in Markdown. */
  text: string;
}

/** The hints of a lesson in one language. */
export interface HintsPage {
  /** Absolute. */
  path: string;
  checks: CheckHints[];
  /** In the order in which they are shown. */
  others: OtherText[];
}

const ID = /^[a-z0-9][a-z0-9-]*$/;
const HEADING = /^(##|###)(?!#)\s*(.*)$/;
const HINT = /^(\d+)\.(?:\s+(.*))?$/;

/**
 * Reads hints as far as possible, with all problems found. They are read line by line: `## check-id`, its
 * title, `### mistake-id`, and a numbered hint a line. Below `## others` each `### id` has a line of text.
 */
export function parseHints(source: string, path: string): { page: HintsPage; problems: Problem[] } {
  const checks: CheckHints[] = [];
  const others: OtherText[] = [];
  let isAmongOthers = false;
  const problems: Problem[] = [];
  const blame = (line: number, say: HintsSay) =>
    void problems.push(describeProblem(path, line, ({ hints }) => say(hints)));

  function openCheck(id: string, line: number): void {
    isAmongOthers = id === OTHERS;
    if (isAmongOthers) return;
    const first = checks.find((check) => check.id === id);
    if (first) blame(line, (say) => say.checkTwice(id, first.line));
    else if (id !== SHARED && !ID.test(id)) blame(line, (say) => say.checkId(id));
    checks.push({ id, line, title: '', mistakes: [] });
  }

  function openMistake(id: string, line: number): void {
    const check = checks.at(-1);
    const first = check?.mistakes.find((mistake) => mistake.id === id);
    if (!check) blame(line, (say) => say.mistakeOutside(id));
    else if (first) blame(line, (say) => say.mistakeTwice(id, first.line));
    else if (!ID.test(id)) blame(line, (say) => say.mistakeId(id));
    check?.mistakes.push({ id, line, hints: [] });
  }

  function openOther(id: string, line: number): void {
    const first = others.find((other) => other.id === id);
    if (first) blame(line, (say) => say.otherTwice(id, first.line));
    else if (!ID.test(id)) blame(line, (say) => say.otherId(id));
    others.push({ id, line, text: '' });
  }

  function readOther(text: string, line: number): void {
    const other = others.at(-1);
    if (other?.text === '') other.text = text;
    else blame(line, (say) => say.otherStray(text));
  }

  function readHint(number: number, text: string, line: number): void {
    const hints = checks.at(-1)?.mistakes.at(-1)?.hints;
    const wanted = (hints?.length ?? 0) + 1;
    if (!hints) blame(line, (say) => say.hintOutside);
    else if (number !== wanted) blame(line, (say) => say.hintNumber(number, wanted));
    if (hints && text === '') blame(line, (say) => say.hintEmpty);
    hints?.push({ text, line });
  }

  for (const [index, row] of source.split('\n').entries()) {
    const text = row.trimEnd();
    const line = index + 1;
    const [, level, id = ''] = HEADING.exec(text) ?? [];
    const [, number, hint = ''] = HINT.exec(text) ?? [];
    const check = checks.at(-1);
    const isTitle = check && check.id !== SHARED && check.mistakes.length === 0 && !check.title;
    if (text === '') continue;
    if (level === '##') openCheck(id, line);
    else if (isAmongOthers) level ? openOther(id, line) : readOther(text, line);
    else if (level === '###') openMistake(id, line);
    else if (number !== undefined) readHint(Number(number), hint, line);
    else if (isTitle) check.title = text;
    else blame(line, (say) => say.stray(text));
  }
  for (const { id, line, title, mistakes } of checks) {
    if (title === '' && id !== SHARED) blame(line, (say) => say.titleMissing(id));
    for (const mistake of mistakes) {
      if (mistake.hints.length === 0) blame(mistake.line, (say) => say.noHints(mistake.id));
    }
  }
  for (const { id, line, text } of others) {
    if (text === '') blame(line, (say) => say.otherEmpty(id));
  }
  return { page: { path, checks, others }, problems };
}
