// The links of a Markdown file that stay within the repository.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describeProblem, type Problem } from '../course/problem.ts';
import { locateTokens } from '../course/token-lines.ts';
import type { Token } from '../text/markdown.ts';

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
