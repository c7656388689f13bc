// The command `book`: records the lessons' runs, and writes the pages.
import { availableParallelism } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { recordRuns, writeBook } from '../book/book.ts';
import { bookMessages } from '../text/messages/book.ts';
import type { AuthorContext } from './author-context.ts';
import { CAN_LOAD_COMPILED, COMPILED_LOADER, compileFolder } from './precompile.ts';

/** How heavy the page of a lesson may be, without its pictures, in bytes. */
const MOST_BYTES = 100 * 1024;

/**
 * Makes the book in the folder `book` beside the lessons; with `all`, runs that are recorded are recorded anew.
 * Resolves to 1 where a page is too heavy, else to 0.
 */
export async function makeBook(
  { language, lessonsRoot, stdout }: AuthorContext,
  { all }: { readonly all: boolean },
): Promise<number> {
  const say = bookMessages[language];
  const begun = performance.now();
  const places = { lessonsRoot, folder: join(dirname(lessonsRoot), 'book') };
  const options = {
    all,
    atATime: availableParallelism(),
    compile: CAN_LOAD_COMPILED ? compile : null,
  };
  await recordRuns(places, options, (lesson, runs, ms) =>
    stdout.print(say.recording(lesson, runs, ms)),
  );
  const { pages, heaviest } = writeBook(places);
  const folder = relative('', places.folder);
  const { file, bytes } = heaviest;
  stdout.print(say.written(pages, folder, performance.now() - begun), say.heaviest(file, bytes));
  if (bytes <= MOST_BYTES) return 0;
  stdout.print(say.tooHeavy(MOST_BYTES));
  return 1;
}

async function compile(directory: string): Promise<string> {
  await compileFolder(directory);
  return COMPILED_LOADER;
}
