// The proof of a lesson's checks: right programs pass, wrong ones fail with their own mistake.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { COMMON } from '../check/any-server.ts';
import type { CheckSet } from '../check/checks.ts';
import { type ExamineOptions, examine, type Outcome } from '../check/examine.ts';
import { isCheckFile } from '../course/folders.ts';
import { OTHERS } from '../course/hints.ts';
import { CLAIMS } from './claims.ts';
import { CAN_LOAD_COMPILED, COMPILED_LOADER, compileFolder } from './precompile.ts';
import { layOutSample, PROGRAM, type Sample } from './sample-folder.ts';
import { findLackOfReplay, findLackOfRows } from './shown.ts';

/** The outcome of a sample that was examined several times. */
export interface Proven {
  sample: Sample;
  runs: number;
  /** How often the verdict was the wanted one. */
  hits: number;
  /** The verdicts that were not, in words. */
  misses: string[];
}

/** Says which samples are wrong here, where that depends on the version of Node. */
const WHERE = 'where.js';

/**
 * The samples of a lesson: its solution, its starting code, its `others/`, and the programs in `samples` (absolute). Those
 * in a folder named after one of the learner's files (`place/` after `place.ts`) stand in for that file.
 */
export async function findSamples(
  set: CheckSet,
  lesson: string,
  samples: string,
): Promise<Sample[]> {
  const ids = Object.values(set.checks).flatMap(({ mistakes }) => mistakes);
  const turns = findTurns(lesson);
  const turn = turns[0] ?? 'server.ts';
  const isWrongHere = await readWhere(samples);
  const list = (folder: string, stood: string): Sample[] =>
    listNames(path.join(samples, folder)).map((file) => {
      const name = path.posix.join(folder, file.replace(PROGRAM, ''));
      const last = path.basename(name);
      const isRight = last.startsWith('right-') || isWrongHere[name] === false;
      const mistake = isRight ? null : findMistake(last, ids);
      return { name, source: path.join(samples, folder, file), turn: stood, mistake, isRight };
    });
  const folders = new Map(turns.map((file) => [file.replace(PROGRAM, ''), file]));
  return [
    { name: 'solution', source: path.join(lesson, 'solution'), turn, mistake: null, isRight: true },
    { name: 'starting code', source: null, turn, mistake: null, isRight: false },
    ...listOthers(lesson, turn),
    ...list('', turn).filter(({ name }) => !folders.has(name)),
    ...[...folders].flatMap(([folder, file]) => list(folder, file)),
  ];
}

/** The right programs that learners are shown. */
function listOthers(lesson: string, turn: string): Sample[] {
  return listNames(path.join(lesson, OTHERS)).map((file) => ({
    name: path.posix.join(OTHERS, file.replace(PROGRAM, '')),
    source: path.join(lesson, OTHERS, file),
    turn,
    mistake: null,
    isRight: true,
  }));
}

function listNames(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).sort();
  return names.filter((name) => name !== WHERE && name !== CLAIMS);
}

async function readWhere(samples: string): Promise<Record<string, boolean>> {
  const file = path.join(samples, WHERE);
  if (!existsSync(file)) return {};
  return ((await import(pathToFileURL(file).href)) as { default: Record<string, boolean> }).default;
}

/** The mistakes that no wrong program shows; those that any server can make are shown where they are told apart. */
export function findUnproven(set: CheckSet, samples: readonly Sample[]): string[] {
  const shown = new Set(samples.map(({ mistake }) => mistake));
  const ids = new Set(Object.values(set.checks).flatMap(({ mistakes }) => mistakes));
  const common: readonly string[] = COMMON;
  return [...ids].filter((id) => !shown.has(id) && !common.includes(id));
}

/** The mistake that a name means: the longest id that equals or begins it; the name itself where none does. */
function findMistake(name: string, ids: readonly string[]): string {
  const fitting = ids.filter((id) => name === id || name.startsWith(`${id}-`));
  return fitting.sort((a, b) => b.length - a.length)[0] ?? name;
}

/** How long a replay rests after each thing that a check does, in ms. */
const REST_MS = 100;

/** How a sample is examined. */
export interface ProveOptions {
  /** How often. */
  runs: number;
  /** Whether a mistake is looked for only by the checks that know it, until one tells it, in samples compiled beforehand. */
  isShort: boolean;
  /** Whether what fails is shown and replayed, too. */
  isReplayed?: boolean;
}

/** Examines a sample; `lesson` is the lesson's folder in the course, absolute. */
export async function prove(
  set: CheckSet,
  lesson: string,
  sample: Sample,
  { runs, isShort, isReplayed = false }: ProveOptions,
): Promise<Proven> {
  const misses: string[] = [];
  const { mistake } = sample;
  const isAsked = ([, check]: [string, { mistakes: readonly string[] }]) =>
    !isShort || mistake === null || check.mistakes.includes(mistake);
  const only = Object.entries(set.checks).flatMap((entry) => (isAsked(entry) ? entry[0] : []));
  const isCompiled = (isShort || isReplayed) && CAN_LOAD_COMPILED;
  const loader = isCompiled ? COMPILED_LOADER : undefined;
  for (let run = 0; run < runs; run += 1) {
    const directory = layOutSample(lesson, sample);
    try {
      if (isCompiled) await compileFolder(directory);
      const site = { directory, course: lesson, loader };
      const groups = isShort && !sample.isRight ? only.map((id) => [id]) : [only];
      const outcomes = await examineUntilTold(set, site, groups, sample);
      const miss = judge(sample, outcomes);
      if (miss !== null) misses.push(miss);
      const failed = outcomes.filter(({ verdict }) => verdict === 'fail');
      for (const outcome of isReplayed ? failed : []) {
        let lack = await findLack(set, site, outcome);
        // What a busy machine kept a check from naming, a replay may name.
        if (lack !== null && outcome.mistake === null) {
          const [again] = await examine(set, { ...site, only: [outcome.id] });
          if (again?.verdict === 'fail') lack = await findLack(set, site, again);
        }
        if (lack !== null) misses.push(lack);
      }
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }
  return { sample, runs, hits: runs - misses.length, misses };
}

/** What is wrong with the rows of a failure, or with its replay, in words; null where nothing is. */
async function findLack(set: CheckSet, site: ExamineOptions, outcome: Outcome) {
  const { directory, loader } = site;
  const subjects = { folder: set.lesson, directory };
  return (
    findLackOfRows(outcome) ?? findLackOfReplay(set, subjects, { loader, restMs: REST_MS }, outcome)
  );
}

/** Examines groups of checks one after the other, until one tells what is wrong with the sample. */
async function examineUntilTold(
  set: CheckSet,
  site: ExamineOptions,
  groups: readonly string[][],
  { mistake }: Sample,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const isTold = (outcome: Outcome) =>
    mistake === null ? outcome.verdict === 'fail' : outcome.mistake !== null;
  for (const only of groups) {
    outcomes.push(...(await examine(set, { ...site, only })));
    if (outcomes.some(isTold)) break;
  }
  return outcomes;
}

/** The lesson's files that hold a TODO of the learner's. */
function findTurns(lesson: string): string[] {
  const files = readdirSync(lesson).filter((file) => PROGRAM.test(file) && !isCheckFile(file));
  const hasTurn = (file: string) =>
    readFileSync(path.join(lesson, file), 'utf8').includes('// TODO');
  return files.filter(hasTurn);
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
