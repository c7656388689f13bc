// The weaver: puts the programs' regions into the listings of the prose, and changes nothing else.
import { isFence, openFence } from '../course/fence.ts';
import { isListing, parseTarget } from '../course/fences.ts';
import { describeProblem, type Problem } from '../course/problem.ts';
import { type Programs, readListing } from '../course/programs.ts';
import { locateTokens } from '../text/markdown.ts';

/** A listing whose code differs from the program's. */
export interface StaleListing {
  /** 1-based line of its opening fence. */
  line: number;
  info: string;
}

/** A prose after weaving. */
export interface Woven {
  text: string;
  stale: StaleListing[];
  problems: Problem[];
}

/** Weaves a lesson's prose; `path` (absolute) is where its problems are said to be. */
export function weaveProse(source: string, path: string, programs: Programs): Woven {
  const woven: Woven = { text: source, stale: [], problems: [] };
  const lines = source.split('\n');
  // From the end, so that line numbers before it stay valid.
  for (const { token, line } of locateTokens(source).reverse()) {
    if (!isFence(token) || !isListing(token.lang ?? '')) continue;
    const { info, body, isClosed } = openFence(token, line);
    const real = readListing(programs, parseTarget(info), path, line);
    if ('problem' in real) {
      woven.problems.unshift(real.problem);
      continue;
    }
    if (!isClosed) {
      woven.problems.unshift(describeProblem(path, line, (say) => say.fenceNotClosed(info)));
      continue;
    }
    if (real.code === body.join('\n')) continue;
    // The line endings of the prose are its author's choice.
    const ending = lines[line - 1]?.endsWith('\r') ? '\r' : '';
    const code = real.code === '' ? [] : real.code.split('\n').map((text) => text + ending);
    lines.splice(line, body.length, ...code);
    woven.stale.unshift({ line, info });
  }
  woven.text = lines.join('\n');
  return woven;
}
