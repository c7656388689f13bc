// The index of the search in one language: all that the lessons say, as a script, since pages from files may load nothing else.
import { findPlaces } from './places.ts';

/** A page to be found. */
export interface IndexedPage {
  file: string;
  title: string;
  /** HTML. */
  content: string;
}

/** The index's file, in the folder of its language. */
export const INDEX = 'search-index.js';

/**
 * The script of the index. It holds whole texts, and no list of words: where a Chinese word begins and ends depends on its
 * neighbours (`对端` is cut apart, or joined with what follows), so a list of words would miss some places.
 */
export function writeIndex(pages: readonly IndexedPage[]): string {
  const index = pages.map(({ file, title, content }) => {
    const places = findPlaces(content);
    const headings = [...new Set(places.map(({ heading }) => heading))];
    return {
      file,
      title,
      headings,
      // Small, because there are many: where it is, the number of its heading, what it says.
      places: places.map(({ anchor, heading, text }) => [anchor, headings.indexOf(heading), text]),
    };
  });
  const lines = index.map((page) => JSON.stringify(page));
  return `// What the search looks through; made with the pages.\nglobalThis.bookIndex = [\n${lines.join(',\n')}\n];\n`;
}
