// A class: hand-ins of lesson 2, right and wrong ones, and some that hang, fork, flood or end their judge.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../support/command.ts';
import { runTour } from '../support/tour.ts';

const LESSON = '02-server-callback';
const COURSE = path.join(ROOT, 'lessons', LESSON);
const SAMPLES = path.join(ROOT, 'test', 'lessons', LESSON);

/** What stands before a right program. */
const UNRULY = {
  hangs: 'await new Promise(() => setInterval(() => {}, 1000));',
  turns: 'while (true);',
  forks:
    "import { spawn } from 'node:child_process'; for (let n = 0; n < 20; n += 1) spawn('/bin/sleep', ['1000'], { detached: true, stdio: 'ignore' }).unref();",
  floods: "setInterval(() => process.stdout.write('x'.repeat(60_000) + '\\n'), 0);",
  kills: "process.kill(process.ppid, 'SIGKILL');",
};

/** The names of hand-ins that differ from `right` and `wrong`. */
export const UNRULY_NAMES = Object.keys(UNRULY);

/** Lays out `count` hand-ins in the folder (absolute); returns their names, each of which begins with its kind. */
export function layOutClass(folder: string, kinds: readonly string[], count: number): string[] {
  const samples = readdirSync(SAMPLES).filter((file) => file.endsWith('.ts'));
  const right = samples.filter((file) => file.startsWith('right-'));
  const wrong = samples.filter((file) => !file.startsWith('right-'));
  return Array.from({ length: count }, (_, index) => {
    const kind = kinds[index % kinds.length] as string;
    const pool = kind === 'wrong' ? wrong : right;
    const sample = readFileSync(path.join(SAMPLES, pool[index % pool.length] as string), 'utf8');
    const first = kind in UNRULY ? UNRULY[kind as keyof typeof UNRULY] : '';
    const name = `${kind}-${index}`;
    const place = path.join(folder, name, LESSON);
    mkdirSync(place, { recursive: true });
    cpSync(path.join(COURSE, 'solution'), place, { recursive: true });
    writeFileSync(path.join(place, 'server.ts'), `${first}\n${sample}`);
    return name;
  });
}

/** The verdicts on these hand-ins in the folder, in the order in which they were told: `right-0 two-clients pass`. */
export async function judge(folder: string, names: readonly string[]): Promise<string[]> {
  const { stdout, stderr } = await runTour(['check', '--all', ...names, '--json'], { cwd: folder });
  if (stderr !== '') throw new Error(stderr);
  const outcomes = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return outcomes.map(({ handIn, id, verdict, mistake }) =>
    [handIn, id, verdict, ...(mistake === null ? [] : [mistake])].join(' '),
  );
}
