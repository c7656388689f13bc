// Prose for the tests of the parser: a lesson around the piece that a test is about.
import { parseLesson } from '../../src/course/parse.ts';
import type { Programs } from '../../src/course/programs.ts';
import { findRegions } from '../../src/course/regions.ts';

/** Programs that exist in memory only. */
export function fakePrograms(texts: Record<string, string>): Programs {
  const all = Object.keys(texts).sort();
  const read = (file: string) => texts[file] ?? null;
  return {
    directory: '/course/05-both-sides',
    files: all.filter((name) => !name.startsWith('solution/')),
    others: [],
    solutions: all.filter((name) => name.startsWith('solution/')),
    all,
    read,
    regions: (file) => {
      const text = read(file);
      return text === null ? null : findRegions(text, `/course/05-both-sides/${file}`);
    },
  };
}

/** A lesson's text whose only step begins on line 5 and holds `body` from line 7. */
export function around(body: string): string {
  return `# A lesson\n\n> Article 一.1\n\n## A step\n\n${body}\n`;
}

/** Parses `body` in a lesson that has server.ts and client.ts. */
export function parseBody(body: string) {
  const programs = fakePrograms({
    'server.ts': '// #region accept\n  accept();\n// #endregion accept\n',
    'client.ts': 'connect();\n',
    'article.ts': 'listen();\n',
  });
  return parseLesson(around(body), '/course/05-both-sides/lesson.md', 'en', programs);
}

/** What is wrong with `body`, as `LINE: text`. */
export function problemsOf(body: string): string[] {
  return parseBody(body).problems.map(({ line, text }) => `${line}: ${text.en}`);
}
