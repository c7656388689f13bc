// The proof of a lesson's checks: right programs pass, wrong ones fail with their own mistake.
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CheckSet } from '../check/checks.ts';
import { examine, type Outcome } from '../check/examine.ts';
import { findFreePort } from './free-port.ts';

/** A program that is known to be right or wrong. */
export interface Sample {
  /** Its file's name without the ending: `right-promises`, `no-remainder`, `no-remainder-twice`. */
  name: string;
  /** The file, or a folder of files, absolute; null for the starting code. */
  source: string | null;
  /** The mistake that the checks must name; null for right programs and for the starting code. */
  mistake: string | null;
  isRight: boolean;
}

/** What came of a sample that was examined several times. */
export interface Proven {
  sample: Sample;
  runs: number;
  /** How often the verdict was the wanted one. */
  hits: number;
  /** The verdicts that were not, in words. */
  misses: string[];
}

const PROGRAM = /\.[cm]?[jt]s$/;

/** The samples of a lesson: its solution, its starting code, and the programs in `samples` (absolute). */
export function findSamples(set: CheckSet, lesson: string, samples: string): Sample[] {
  const ids = Object.values(set.checks).flatMap(({ hints }) => Object.keys(hints));
  const names = existsSync(samples) ? readdirSync(samples).sort() : [];
  return [
    { name: 'solution', source: path.join(lesson, 'solution'), mistake: null, isRight: true },
    { name: 'starting code', source: null, mistake: null, isRight: false },
    ...names.map((file) => {
      const name = file.replace(PROGRAM, '');
      const isRight = name.startsWith('right-');
      const source = path.join(samples, file);
      return { name, source, mistake: isRight ? null : findMistake(name, ids), isRight };
    }),
  ];
}

/** The mistakes that no wrong program shows. */
export function findUnproven(set: CheckSet, samples: readonly Sample[]): string[] {
  const shown = new Set(samples.map(({ mistake }) => mistake));
  const ids = new Set(Object.values(set.checks).flatMap(({ hints }) => Object.keys(hints)));
  return [...ids].filter((id) => !shown.has(id));
}

/** The mistake a name means: the longest id that it is, or begins with; the name itself where none fits. */
function findMistake(name: string, ids: readonly string[]): string {
  const fitting = ids.filter((id) => name === id || name.startsWith(`${id}-`));
  return fitting.sort((a, b) => b.length - a.length)[0] ?? name;
}

/** Examines a sample `repeat` times; `lesson` is the lesson's folder in the course, absolute. */
export async function prove(
  set: CheckSet,
  lesson: string,
  sample: Sample,
  repeat: number,
): Promise<Proven> {
  const misses: string[] = [];
  let hits = 0;
  for (let run = 0; run < repeat; run += 1) {
    const directory = layOut(lesson, sample);
    try {
      const outcomes = await examine(set, { directory, course: lesson, findPort: findFreePort });
      const miss = judge(sample, outcomes);
      if (miss === null) hits += 1;
      else misses.push(miss);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }
  return { sample, runs: repeat, hits, misses };
}

/** A learner's folder with the sample in it; absolute. */
function layOut(lesson: string, { source }: Sample): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'socket-tour-proof-'));
  const isCode = (file: string) => !/\.md$|^check\.ts$|^solution$/.test(path.basename(file));
  cpSync(lesson, directory, { recursive: true, filter: (file) => file === lesson || isCode(file) });
  // As the learner's folder has it.
  writeFileSync(path.join(directory, 'package.json'), '{ "type": "module" }\n');
  if (source === null) return directory;
  cpSync(path.join(lesson, 'solution'), directory, { recursive: true });
  // A single program stands in for the file where the learner's turn is; the rest is as solved.
  if (PROGRAM.test(source)) cpSync(source, path.join(directory, findTurn(lesson)));
  else cpSync(source, directory, { recursive: true });
  return directory;
}

/** The lesson's file that holds the learner's TODO. */
function findTurn(lesson: string): string {
  const files = readdirSync(lesson).filter((file) => PROGRAM.test(file) && file !== 'check.ts');
  const turn = files.find((file) =>
    readFileSync(path.join(lesson, file), 'utf8').includes('// TODO'),
  );
  return turn ?? 'server.ts';
}

/** What is wrong with the verdicts on a sample, or null. */
function judge(sample: Sample, outcomes: readonly Outcome[]): string | null {
  const told = outcomes
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ id, verdict, mistake }) => `${id}: ${verdict} (${mistake ?? 'no known mistake'})`)
    .join(', ');
  if (sample.isRight) return told === '' ? null : told;
  if (told === '') return 'passes';
  if (sample.mistake === null) return null;
  const mistakes = new Set(outcomes.flatMap(({ mistake }) => mistake ?? []));
  return mistakes.size === 1 && mistakes.has(sample.mistake) ? null : told;
}
