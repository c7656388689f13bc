// What helps with a turn: where the programs are, how they are checked, hints one by one, a solution, and other ways.
import type { Lesson, Try } from '../course/block.ts';
import { hintsFile, readIfThere } from '../course/folders.ts';
import { type CheckHints, parseHints, SHARED } from '../course/hints.ts';
import { type OtherWay, readOthers } from '../course/others.ts';
import { openPrograms } from '../course/programs.ts';
import type { Language } from '../text/language.ts';
import { bookMessages } from '../text/messages/book.ts';
import { dropRegionMarks } from '../text/region-marks.ts';
import { element, escapeHtml, fold } from './html.ts';
import { type FindPage, renderCode, renderLine } from './prose.ts';

/** What helps with a turn. */
export interface TurnHelp {
  /** The learner's folder of the lesson, as they find it. */
  folder: string;
  /** The command that makes that folder. */
  walk: string;
  /** The command that checks it. */
  command: string;
  /** The checks of the turn, with their hints. */
  checks: readonly CheckHints[];
  /** Hints that the checks have in common. */
  shared: CheckHints | null;
  /** The files that are solved. */
  solution: readonly { file: string; code: string }[];
  /** Told with the last turn only. */
  others: readonly OtherWay[];
}

/** Reads what helps with each turn of a lesson. Throws a Failure where its hints are malformed. */
export function readHelp(lesson: Lesson, root: string): ReadonlyMap<Try, TurnHelp> {
  const { folder, language, number, directory } = lesson;
  const path = hintsFile(folder, language, root);
  const { page } = parseHints(readIfThere(path) ?? '', path);
  const programs = openPrograms(directory);
  const blocks = lesson.steps.flatMap((step) => step.blocks);
  const turns = blocks.filter((block): block is Try => block.kind === 'try');
  return new Map(
    turns.map((turn) => {
      const isLast = turn === turns.at(-1);
      const shown = blocks.slice(0, blocks.indexOf(turn)).flatMap(listFiles);
      // An earlier turn is about what was shown before it.
      const solved = programs.solutions.filter(
        (file) => isLast || shown.includes(file.replace('solution/', '')),
      );
      const help: TurnHelp = {
        folder: `my-lessons/${folder}`,
        walk: `npx socket-tour walk ${number}`,
        command: `npx socket-tour check ${number}`,
        checks: page.checks.filter(({ id }) => turn.checks.includes(id)),
        shared: isLast ? (page.checks.find(({ id }) => id === SHARED) ?? null) : null,
        solution: solved.map((file) => ({
          file,
          code: dropRegionMarks(programs.read(file) ?? '').trimEnd(),
        })),
        others: isLast ? readOthers(folder, language, root) : [],
      };
      return [turn, help] as const;
    }),
  );
}

function listFiles(block: Lesson['steps'][number]['blocks'][number]): string[] {
  if (block.kind === 'listing') return [block.file];
  return block.kind === 'run' ? block.programs.map(({ file }) => file) : [];
}

interface HelpOptions {
  language: Language;
  find: FindPage;
  isPrinted: boolean;
}

/** What helps with a turn, each part folded. On paper a solution stands in the text that follows, so only the words are left. */
export function renderHelp(help: TurnHelp, options: HelpOptions): string {
  const { find, isPrinted } = options;
  const say = bookMessages[options.language].turn;
  const { folder, walk, command, checks, shared, solution, others } = help;
  const titles = checks.map(({ title }) => element('li', {}, renderLine(title, find)));
  const intro = [
    element('p', {}, renderLine(say.yours(walk, folder), find)),
    checks.length > 0 ? element('p', {}, renderLine(say.check(command), find)) : '',
    titles.length > 0 ? element('ul', {}, ...titles) : '',
  ];
  if (isPrinted) return element('div', { class: 'help' }, ...intro);
  const hints = [...checks, ...(shared ? [shared] : [])].map((check) =>
    renderHints(check, options),
  );
  const programs = solution.map(({ file, code }) => renderProgram(file, code));
  const ways = others.map(
    ({ file, text, code }) =>
      element('p', {}, renderLine(text, find)) + renderProgram(file, code.trimEnd()),
  );
  const foldAll = (look: string, title: string, parts: readonly string[]) =>
    parts.length === 0 ? '' : fold(look, escapeHtml(title), parts.join('\n'));
  return element(
    'div',
    { class: 'help' },
    ...intro,
    ...hints,
    foldAll('solution', say.solution, programs),
    foldAll('others', say.others, ways),
  );
}

/** The hints of a check: of each mistake the first, and each stronger one within the one before. */
function renderHints({ title, mistakes }: CheckHints, { language, find }: HelpOptions): string {
  if (mistakes.length === 0) return '';
  const say = bookMessages[language].turn;
  const nest = (hints: readonly string[]): string => {
    const [first = '', ...stronger] = hints;
    const own = renderLine(first, find);
    if (stronger.length === 0) return own;
    return own + fold('stronger', escapeHtml(say.stronger), nest(stronger));
  };
  const items = mistakes.map(({ hints }) => element('li', {}, nest(hints.map(({ text }) => text))));
  const summary = title === '' ? escapeHtml(say.hints) : renderLine(say.hintsFor(title), find);
  return fold('hints', summary, element('ul', {}, ...items));
}

function renderProgram(file: string, code: string): string {
  const caption = element('figcaption', {}, escapeHtml(file));
  return element('figure', { class: 'listing' }, caption, renderCode(code, 'ts'));
}
