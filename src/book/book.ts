// Makes the book: records what is not recorded yet, and writes all pages of both languages.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Lesson } from '../course/block.ts';
import { readBookAddress } from '../course/book-address.ts';
import { findLessons, packageRoot } from '../course/folders.ts';
import { readLesson } from '../course/lesson.ts';
import { listPlayedBlocks } from '../course/run-blocks.ts';
import { Failure } from '../text/failure.ts';
import { LANGUAGES, type Language } from '../text/language.ts';
import { renderFront } from './front.ts';
import type { BookSource } from './lesson-page.ts';
import {
  CONTENTS,
  ICON,
  PRINTED,
  renderPage,
  SCRIPT,
  SEARCH,
  SEARCH_STYLESHEET,
  STYLESHEET,
} from './page.ts';
import { renderPages } from './pages.ts';
import { type Compile, recordLesson } from './recording.ts';
import { readRuns } from './runs-folder.ts';
import { INDEX, writeIndex } from './search/search-index.ts';
import { readHelp } from './turn-help.ts';

/** The folder of the recorded runs, in that of the book. */
const RUNS = 'runs';

/** Where the book is made, and from what. */
export interface BookPlaces {
  /** The course's `lessons` folder, absolute. */
  lessonsRoot: string;
  /** The book's own folder, absolute. */
  folder: string;
}

/** What is recorded, and how. */
export interface RecordingOptions {
  /** Whether runs that are recorded are recorded anew. */
  all: boolean;
  /** How many lessons are recorded at a time. */
  atATime: number;
  /** What compiles programs that are started many times; tsx loads them without it. */
  compile?: Compile | null;
}

/** Told of each lesson whose runs were recorded: how many there were, and how long it took, in ms. */
export type OnRecorded = (lesson: string, runs: number, ms: number) => void;

/**
 * Records the runs of the lessons, those that are not recorded as they are now, or `all`; so many lessons at a time as
 * there are processors. Throws a Failure where a run doesn't print what the prose says, once all others are recorded.
 */
export async function recordRuns(
  { lessonsRoot, folder }: BookPlaces,
  { all, atATime, compile = null }: RecordingOptions,
  onRecorded: OnRecorded,
): Promise<void> {
  const runs = path.join(folder, RUNS);
  const lessons = findLessons(lessonsRoot)
    .map((name) => readLesson(name, LANGUAGES[0] as Language, lessonsRoot))
    .filter((lesson) => all || !readRuns(runs, lesson));
  // Those that take longest begin first, so that nothing is left waiting for one at the end.
  const waiting = lessons.sort((a, b) => countPlays(b) - countPlays(a)).values();
  const record = async (lesson: Lesson) => {
    const begun = performance.now();
    await recordLesson(lesson, runs, compile);
    const count = readRuns(runs, lesson)?.runs.flat().length ?? 0;
    onRecorded(lesson.folder, count, performance.now() - begun);
  };
  const left: Lesson[] = [];
  const work = async () => {
    for (const lesson of waiting) {
      if (await findFailure(record(lesson))) left.push(lesson);
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  // Some programs of lessons wait for a moment: beside the others, that may have been too short.
  const failures: Failure[] = [];
  for (const lesson of left) {
    const failure = await findFailure(record(lesson));
    if (failure) failures.push(failure);
  }
  if (failures.length > 0) throw joinFailures(failures);
}

/** The Failure that something ends with; null where it succeeds. Throws what else it ends with. */
async function findFailure(work: Promise<void>): Promise<Failure | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

function joinFailures(failures: readonly Failure[]): Failure {
  const join = (language: Language) => failures.map(({ text }) => text[language]).join('\n');
  return new Failure({ en: join('en'), zh: join('zh') });
}

/** How often programs are started for a lesson's runs. */
function countPlays(lesson: Lesson): number {
  return listPlayedBlocks(lesson).reduce((sum, { block }) => sum + (block.options.times ?? 1), 0);
}

/** What was written. */
export interface WrittenBook {
  /** How many pages. */
  pages: number;
  /** The heaviest page of a lesson, without its pictures: its file, relative to the book's folder, and its bytes. */
  heaviest: { file: string; bytes: number };
}

/** Writes all pages from the recorded runs, in place of those that are there. Throws where runs of a lesson are missing. */
export function writeBook({ lessonsRoot, folder }: BookPlaces): WrittenBook {
  const address = readBookAddress();
  const manifest = readFileSync(path.join(packageRoot, 'package.json'), 'utf8');
  const { engines } = JSON.parse(manifest) as { engines: { node: string } };
  const sources = LANGUAGES.map((language) =>
    readSource(language, { lessonsRoot, folder }, engines.node),
  );
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (name !== RUNS) rmSync(path.join(folder, name), { recursive: true, force: true });
  }
  const written: WrittenBook = { pages: 1, heaviest: { file: '', bytes: 0 } };
  for (const source of sources) {
    const own = path.join(folder, source.language);
    mkdirSync(own, { recursive: true });
    const pages = renderPages(source);
    for (const page of pages) {
      const html = renderPage(page, address);
      writeFileSync(path.join(own, page.file), html);
      written.pages += 1;
      const bytes = page.file === PRINTED ? 0 : weighText(html);
      const file = `${source.language}/${page.file}`;
      if (bytes > written.heaviest.bytes) written.heaviest = { file, bytes };
    }
    const searched = pages.filter(({ file }) => file !== CONTENTS && file !== PRINTED);
    writeFileSync(path.join(own, INDEX), writeIndex(searched));
  }
  writeFileSync(path.join(folder, 'index.html'), renderFront(address));
  for (const file of [STYLESHEET, SCRIPT, ICON, SEARCH, SEARCH_STYLESHEET]) {
    copyFileSync(path.join(packageRoot, 'src', 'book', file), path.join(folder, file));
  }
  return written;
}

/** The bytes of a page without its pictures. */
function weighText(html: string): number {
  return Buffer.byteLength(html.replace(/<svg class="(?:sequence|chart)"[\s\S]*?<\/svg>/g, ''));
}

function readSource(
  language: Language,
  { lessonsRoot, folder }: BookPlaces,
  nodeRange: string,
): BookSource {
  const runs = path.join(folder, RUNS);
  const lessons = findLessons(lessonsRoot).map((name) => {
    const lesson = readLesson(name, language, lessonsRoot);
    const recorded = readRuns(runs, lesson);
    if (!recorded) throw new Error(`the runs of ${name} are not recorded`);
    return { lesson, recorded, help: readHelp(lesson, lessonsRoot) };
  });
  return { language, lessons, nodeRange };
}
