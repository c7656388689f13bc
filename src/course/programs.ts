// A lesson's programs: which files there are, and their regions.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isCheckFile } from './folders.ts';
import { describeProblem, type Problem } from './problem.ts';
import { findRegions, type Regions } from './regions.ts';

/** The program files of a lesson's folder, read once each. */
export interface Programs {
  /** Absolute. */
  directory: string;
  /** What the learner starts from, relative with `/`, sorted: no `check.ts` with its parts, no prose, no `solution/` or `others/`. */
  files: string[];
  /** The files of `solution/`, relative to the lesson's folder: `solution/server.ts`. */
  solutions: string[];
  /** Other right programs: `others/pipeline.ts`. */
  others: string[];
  /** The files of all three. */
  all: string[];
  /** A file's text; null when the lesson has no such file. */
  read(file: string): string | null;
  /** A file's regions; null when the lesson has no such file. */
  regions(file: string): Regions | null;
}

/** Opens the programs of a lesson's folder (absolute); throws what `readdir` throws. */
export function openPrograms(directory: string): Programs {
  const found = listFiles(directory);
  const solutions = found.filter((file) => file.startsWith('solution/'));
  const others = found.filter((file) => file.startsWith('others/'));
  const files = found.filter(
    (file) => !/^(solution|others)\//.test(file) && !isCheckFile(file) && !file.endsWith('.md'),
  );
  const all = [...files, ...solutions, ...others];
  const texts = new Map<string, string>();
  const read = (file: string): string | null => {
    if (!all.includes(file)) return null;
    const text = texts.get(file) ?? readFileSync(join(directory, file), 'utf8');
    texts.set(file, text);
    return text;
  };
  const regions = (file: string): Regions | null => {
    const text = read(file);
    return text === null ? null : findRegions(text, join(directory, file));
  };
  return { directory, files, solutions, others, all, read, regions };
}

/** The code that a listing must show; or the problem, reported at the listing in `path`:`line`. */
export function readListing(
  programs: Programs,
  listing: { file: string; region: string | null },
  path: string,
  line: number,
): { code: string } | { problem: Problem } {
  const { file, region } = listing;
  const regions = programs.regions(file);
  const code = region === null ? regions?.whole : regions?.named.get(region)?.code;
  if (code !== undefined) return { code };
  const problem = describeProblem(path, line, (say) =>
    regions
      ? say.regionUnknown(file, region ?? '', [...regions.named.keys()])
      : say.fileUnknown(file, programs.all),
  );
  return { problem };
}

function listFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !file.split('/').some((part) => part.startsWith('.')))
    .sort();
}
