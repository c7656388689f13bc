// The regions of a program: `// #region name` … `// #endregion name`, which the prose shows.
import { REGION_MARK } from '../text/region-marks.ts';
import { describeProblem, type Problem, type ProblemText } from './problem.ts';

/** A program's text as the prose may show it. */
export interface Regions {
  /** The whole text without the region comments and the `// TODO`. */
  whole: string;
  /** Every region's text, without the `// TODO` and outdented; and the 1-based line of its `#region` comment. */
  named: Map<string, { code: string; line: number }>;
  problems: Problem[];
}

interface OpenRegion {
  name: string;
  line: number;
  lines: string[];
}

/** What the learner has to do: it stands in the file, and no listing shows it, because it tells what the run is to show. */
const TODO = /^\s*\/\/ TODO\b/;
const COMMENT = /^\s*\/\//;
const NAME = /^[a-z0-9][a-z0-9-]*$/;

/** Finds the regions of a program's text; `path` (absolute) is the file that problems name. */
export function findRegions(text: string, path: string): Regions {
  const regions: Regions = { whole: '', named: new Map(), problems: [] };
  const open: OpenRegion[] = [];
  const whole: string[] = [];
  const blame = (line: number, say: ProblemText) =>
    regions.problems.push(describeProblem(path, line, say));

  let isTodo = false;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const mark = REGION_MARK.exec(line);
    isTodo = !mark && (TODO.test(line) || (isTodo && COMMENT.test(line)));
    if (isTodo) continue;
    if (!mark) {
      whole.push(line);
      for (const region of open) region.lines.push(line);
      continue;
    }
    const name = mark[2] as string;
    if (mark[1] === 'region') {
      if (!NAME.test(name)) blame(index + 1, (say) => say.regionName(name));
      if (regions.named.has(name)) blame(index + 1, (say) => say.regionTwice(name));
      // Noted at once, so a region within itself counts as a second one.
      regions.named.set(name, { code: '', line: index + 1 });
      open.push({ name, line: index + 1, lines: [] });
      continue;
    }
    const innermost = open.pop();
    if (!innermost) {
      blame(index + 1, (say) => say.regionNotOpen(name));
    } else {
      if (innermost.name !== name) {
        blame(index + 1, (say) => say.regionCrossed(name, innermost.name, innermost.line));
      }
      regions.named.set(innermost.name, { code: outdent(innermost.lines), line: innermost.line });
    }
  }
  for (const region of open) blame(region.line, (say) => say.regionNotClosed(region.name));
  regions.whole = outdent(whole);
  return regions;
}

/** The lines without the indentation they share and without blank lines around them. */
function outdent(lines: readonly string[]): string {
  const isBlank = (line: string) => line.trim() === '';
  const first = lines.findIndex((line) => !isBlank(line));
  if (first === -1) return '';
  const last = lines.findLastIndex((line) => !isBlank(line));
  const shown = lines.slice(first, last + 1);
  const widths = shown
    .filter((line) => !isBlank(line))
    .map((line) => line.length - line.trimStart().length);
  const shared = Math.min(...widths);
  return shown.map((line) => line.slice(shared).trimEnd()).join('\n');
}
