// The context of an author's command in a test: a course, and an output that is kept.
import type { Language } from '../../src/text/language.ts';

/** A context whose standard output is kept. */
export function authorContext(lessonsRoot: string, language: Language = 'en') {
  const lines: string[] = [];
  const stdout = {
    print: (...printed: readonly string[]) => {
      lines.push(...printed.map((line) => line.replaceAll(`${lessonsRoot}/01-hello/`, '')));
    },
  };
  return { context: { language, stdout, lessonsRoot }, lines };
}
