// Other right programs of a lesson: differently written, each with what its author says of it.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../text/language.ts';
import { hintsFile, lessonsRoot, readIfThere } from './folders.ts';
import { OTHERS, parseHints } from './hints.ts';
import { describeProblem, failWith, type HintsSay, type Problem } from './problem.ts';

/** How many a lesson shows. */
const LEAST = 3;
const MOST = 5;

const PROGRAM = /\.ts$/;

/** A right program beside the solution. */
export interface OtherWay {
  /** Relative to the lesson's folder: `others/pipeline.ts`. */
  file: string;
  /** What is said of it, in Markdown. */
  text: string;
  code: string;
}

/** The other right programs of a lesson, in the order in which they are shown; empty where it has none. Throws a Failure where its hints are malformed. */
export function readOthers(folder: string, language: Language, root = lessonsRoot): OtherWay[] {
  const { texts, problems } = readTexts(folder, language, root);
  if (problems.length > 0) throw failWith(problems);
  return texts.map(({ id, text }) => {
    const file = `${OTHERS}/${id}.ts`;
    return { file, text, code: readIfThere(join(root, folder, file)) ?? '' };
  });
}

/** What is wrong with the other right programs of a lesson that has checks, in a language. */
export function reviewOthers(folder: string, language: Language, root = lessonsRoot): Problem[] {
  const path = hintsFile(folder, language, root);
  const { texts } = readTexts(folder, language, root);
  const tell = (line: number | null, say: HintsSay) =>
    describeProblem(path, line, ({ hints }) => say(hints));
  const told = texts.map(({ id }) => id);
  const found = listPrograms(join(root, folder, OTHERS));
  const isRightCount = told.length >= LEAST && told.length <= MOST;
  return [
    ...found
      .filter((id) => !told.includes(id))
      .map((id) => tell(null, (say) => say.otherMissing(id))),
    ...texts
      .filter(({ id }) => !found.includes(id))
      .map(({ id, line }) => tell(line, (say) => say.otherUnknown(id))),
    ...(isRightCount ? [] : [tell(null, (say) => say.otherCount(told.length, LEAST, MOST))]),
  ];
}

function readTexts(folder: string, language: Language, root: string) {
  const path = hintsFile(folder, language, root);
  const { page, problems } = parseHints(readIfThere(path) ?? '', path);
  return { texts: page.others, problems };
}

function listPrograms(folder: string): string[] {
  try {
    return readdirSync(folder).map((file) => file.replace(PROGRAM, ''));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
