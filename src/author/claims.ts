// A lesson's claims: small programs that find out what the prose states.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Lesson } from '../course/block.ts';
import { describeProblem, type Problem } from '../course/problem.ts';
import { LANGUAGES } from '../text/language.ts';

/** How long one claim may take, in ms. */
const CLAIM_MS = 60_000;
const TSX = new URL('../stage/load-tsx.js', import.meta.url).href;
const PROGRAM = /\.[cm]?[jt]s$/;
const VALUE = /^([^:]+): (.+)$/;

/** The folder of a lesson's claims, inside that of its samples. */
export const CLAIMS = 'claims';

/**
 * Runs the claims of a lesson (`lessons`: in its languages), one after the other. A claim fails by its exit code. Each
 * line that it prints is `NAME: VALUE`, and the prose has to state that value; `VALUE / 值` where the languages differ.
 */
export async function checkClaims(lessons: readonly Lesson[]): Promise<Problem[]> {
  const [first] = lessons;
  if (!first) return [];
  const { directory, folder } = first;
  const claims = path.join(directory, '..', '..', 'test', 'lessons', folder, CLAIMS);
  if (!existsSync(claims)) return [];
  const problems: Problem[] = [];
  for (const name of readdirSync(claims).sort()) {
    if (!PROGRAM.test(name)) continue;
    const file = path.join(claims, name);
    const { failure, lines } = await runClaim(file);
    if (failure !== null)
      problems.push(describeProblem(file, null, (say) => say.claimFailed(failure)));
    for (const line of lines) problems.push(...compareClaim(file, line, lessons));
  }
  return problems;
}

/** The lines that a claim prints, and what it says when it fails, else null. */
async function runClaim(file: string): Promise<{ failure: string | null; lines: string[] }> {
  const options = { timeout: CLAIM_MS, killSignal: 'SIGKILL' } as const;
  return new Promise((done) => {
    execFile(process.execPath, ['--import', TSX, file], options, (error, stdout, stderr) => {
      const said =
        /^\s*\w*Error\b.*$/m.exec(stderr)?.[0].trim() || stderr.trim().split('\n').at(-1);
      const how = `exit ${error?.code ?? error?.signal}`;
      done({ failure: error ? said || how : null, lines: stdout.split(/\r?\n/).filter(Boolean) });
    });
  });
}

function compareClaim(file: string, line: string, lessons: readonly Lesson[]): Problem[] {
  const [, name, value = ''] = VALUE.exec(line) ?? [];
  if (name === undefined) return [describeProblem(file, null, (say) => say.claimLine(line))];
  const values = value.split(' / ');
  return lessons.flatMap((lesson) => {
    const wanted = values[LANGUAGES.indexOf(lesson.language)] ?? value;
    if (states(readFileSync(lesson.path, 'utf8'), wanted)) return [];
    return [
      describeProblem(lesson.path, null, (say) =>
        say.claimUntold(path.basename(file), name, wanted),
      ),
    ];
  });
}

/** Whether a text has a value that is not a piece of a longer word or number. */
function states(prose: string, value: string): boolean {
  const literal = value.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
  return new RegExp(`(?<![\\w.,-])${literal}(?!\\w|[.,]\\d)`).test(prose);
}
