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
  /** What the learner starts from, relative with `/`, sorted: no `check.ts` with its parts, no prose, no `solution/`. */
  files: string[];
  /** The files of `solution/`, relative to the lesson's folder: `solution/server.ts`. */
  solutions: string[];
  /** A file's text; null when the lesson has no such file. */
  read(file: string): string | null;
  /** A file's regions; null when the lesson has no such file. */
  regions(file: string): Regions | null;
}

/** Opens the programs of a lesson's folder (absolute); throws what `readdir` throws. */
export function openPrograms(directory: string): Programs {
  const all = listFiles(directory);
  const solutions = all.filter((file) => file.startsWith('solution/'));
  const files = all.filter(
    (file) => !file.startsWith('solution/') && !isCheckFile(file) && !file.endsWith('.md'),
  );
  const texts = new Map<string, string>();
  const regions = new Map<string, Regions>();

  function read(file: string): string | null {
    if (!files.includes(file) && !solutions.includes(file)) return null;
    const text = texts.get(file) ?? readFileSync(join(directory, file), 'utf8');
    texts.set(file, text);
    return text;
  }

  return {
    directory,
    files,
    solutions,
    read,
    regions(file) {
      const text = read(file);
      if (text === null) return null;
      const found = regions.get(file) ?? findRegions(text, join(directory, file));
      regions.set(file, found);
      return found;
    },
  };
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
  if (!regions) {
    const known = [...programs.files, ...programs.solutions];
    return { problem: describeProblem(path, line, (say) => say.fileUnknown(file, known)) };
  }
  if (region === null) return { code: regions.whole };
  const code = regions.named.get(region)?.code;
  if (code === undefined) {
    const known = [...regions.named.keys()];
    return {
      problem: describeProblem(path, line, (say) => say.regionUnknown(file, region, known)),
    };
  }
  return { code };
}

function listFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !file.split('/').some((part) => part.startsWith('.')))
    .sort();
}
