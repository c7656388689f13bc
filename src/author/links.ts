// What a prose points to: files and headings by its links, lessons by their numbers.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { findLesson } from '../course/folders.ts';
import { describeProblem, type Problem } from '../course/problem.ts';
import { locateTokens, type Token } from '../text/markdown.ts';

/** `lesson 4`, `lessons 2 and 3`; `第 4 课`, `第 2、3 课`. */
const MENTION =
  /\blesson \d+|\blessons \d+(?:(?:, | and |, and | or | to )\d+)*|第 ?\d+(?:[、和到至] ?\d+)* ?课/gi;

/** The dead links of a Markdown text; `path` (absolute) is its file. Links with a scheme are not followed. */
export function findDeadLinks(source: string, path: string): Problem[] {
  return locateTokens(source).flatMap(({ token, line }) =>
    findTargets(token).flatMap((target) => {
      if (/^[a-z][a-z0-9+.-]*:/i.test(target) || isAlive(target, source, path)) return [];
      const above = token.raw.slice(0, Math.max(0, token.raw.indexOf(target)));
      const at = line + above.split('\n').length - 1;
      return describeProblem(path, at, (say) => say.linkDead(target));
    }),
  );
}

/** The places in a prose (`path` is its file, absolute) that mention a lesson number that none of `folders` has. */
export function findMissingLessons(
  source: string,
  path: string,
  folders: readonly string[],
): Problem[] {
  return source.split('\n').flatMap((text, index) => {
    const numbers = (text.match(MENTION) ?? []).flatMap((mention) => mention.match(/\d+/g) ?? []);
    return numbers
      .filter((number) => findLesson(number, folders) === null)
      .map((number) => describeProblem(path, index + 1, (say) => say.lessonMissing(number)));
  });
}

function findTargets(token: Token): string[] {
  const own = token.type === 'link' || token.type === 'image' ? [token.href as string] : [];
  const parts: Token[][] = [];
  if ('tokens' in token && token.tokens) parts.push(token.tokens);
  if (token.type === 'list') parts.push(token.items);
  if (token.type === 'table') {
    for (const cell of [...token.header, ...token.rows.flat()]) parts.push(cell.tokens);
  }
  return [...own, ...parts.flat().flatMap(findTargets)];
}

function isAlive(target: string, source: string, path: string): boolean {
  const [file = '', anchor] = target.split('#', 2);
  const linked = file === '' ? path : resolve(dirname(path), decodeURI(file));
  if (!existsSync(linked)) return false;
  if (!anchor || !linked.endsWith('.md') || !statSync(linked).isFile()) return true;
  const text = file === '' ? source : readFileSync(linked, 'utf8');
  return findAnchors(text).includes(decodeURIComponent(anchor));
}

/** The anchors that code hosts make of headings: lower case, without punctuation, `-` for blanks. */
function findAnchors(source: string): string[] {
  return locateTokens(source).flatMap(({ token }) => {
    if (token.type !== 'heading') return [];
    const bare = (token.text as string).toLowerCase().replace(/[^\p{L}\p{M}\p{N}\s_-]/gu, '');
    return bare.trim().replace(/\s/g, '-');
  });
}
