// Finds what is wrong with a lesson's checks: a turn without a check, a sample with the wrong verdict.
import path from 'node:path';
import { listMistakes } from '../check/checks.ts';
import type { Lesson, Try } from '../course/block.ts';
import { reviewHints } from '../course/check-texts.ts';
import { lessonsRoot } from '../course/folders.ts';
import { reviewOthers } from '../course/others.ts';
import { describeProblem, type Problem } from '../course/problem.ts';
import { loadCheckSet } from '../play/examination.ts';
import { LANGUAGES } from '../text/language.ts';
import { findSamples, findUnproven, type Proven, type ProveOptions, prove } from './proof.ts';
import type { Sample } from './sample-folder.ts';

/** How many right programs, written differently, a lesson's checks must accept beside the solution. */
const RIGHT_AT_LEAST = 3;

/** How many wrong programs of a lesson a short proof examines at most. */
const WRONG_IN_SHORT = 1;

/** How thorough a proof is; a short one examines the solution, the starting code, and one of the mistakes. */
export interface ProofOptions extends ProveOptions {
  /** Called for each sample. */
  onProven?: ((proven: Proven) => void) | undefined;
}

/** Proves the checks of a lesson. */
export async function proveLesson(
  lesson: Lesson,
  { runs, isShort, isReplayed = false, onProven = () => {} }: ProofOptions,
): Promise<Problem[]> {
  // Only the checks of the tour's own course can be loaded from here.
  if (path.dirname(lesson.directory) !== lessonsRoot) return [];
  const set = await loadCheckSet(lesson.folder);
  const tries = lesson.steps.flatMap((step) => step.blocks).filter((block) => block.kind === 'try');
  if (!set) {
    return tries.map(({ line }) => describeProblem(lesson.path, line, (say) => say.noChecks));
  }
  const file = path.join(lesson.directory, 'check.ts');
  const directory = path.join(lessonsRoot, '..', 'test', 'lessons', lesson.folder);
  const samples = await findSamples(set, lesson.directory, directory);
  const problems = [
    ...reviewHints(lesson.folder, listMistakes(set)),
    ...LANGUAGES.flatMap((language) => reviewOthers(lesson.folder, language)),
    ...compareIds(lesson, tries, Object.keys(set.checks), file),
    ...findUnproven(set, samples).map((id) =>
      describeProblem(file, null, (say) => say.mistakeUnproven(id)),
    ),
  ];
  // Each file that the learner changes has its own.
  for (const turn of new Set(samples.map((sample) => sample.turn))) {
    const right = samples.filter(
      (sample) => sample.turn === turn && sample.isRight && sample.name !== 'solution',
    ).length;
    if (right >= RIGHT_AT_LEAST) continue;
    problems.push(
      describeProblem(directory, null, (say) => say.rightTooFew(turn, right, RIGHT_AT_LEAST)),
    );
  }
  const chosen = isShort ? pickFew(samples) : samples;
  const firstWrong = chosen.find(({ mistake }) => mistake !== null);
  for (const sample of chosen) {
    const how = { runs, isShort, isReplayed: isReplayed || (isShort && sample === firstWrong) };
    const proven = await prove(set, lesson.directory, sample, how);
    onProven(proven);
    problems.push(...describeMisses(sample, proven, file));
  }
  return problems;
}

/** The solution, the starting code, and of all wrong programs few. */
function pickFew(samples: readonly Sample[]): Sample[] {
  const own = samples.filter(({ name }) => name === 'solution' || name === 'starting code');
  const wrong = new Map(
    samples.filter(({ mistake }) => mistake !== null).map((sample) => [sample.mistake, sample]),
  );
  return [...own, ...[...wrong.values()].slice(0, WRONG_IN_SHORT)];
}

/** The ids in the prose and those in check.ts must be the same. */
function compareIds(
  lesson: Lesson,
  tries: readonly Try[],
  ids: readonly string[],
  file: string,
): Problem[] {
  const asked = tries.flatMap(({ checks }) => checks);
  return [
    ...tries.flatMap(({ checks, line }) =>
      checks
        .filter((id) => !ids.includes(id))
        .map((id) => describeProblem(lesson.path, line, (say) => say.checkUnknown(id))),
    ),
    ...ids
      .filter((id) => !asked.includes(id))
      .map((id) => describeProblem(file, null, (say) => say.checkUnasked(id))),
  ];
}

function describeMisses(sample: Sample, { runs, misses }: Proven, file: string): Problem[] {
  if (misses.length === 0) return [];
  const place = sample.source ?? path.dirname(file);
  const got = [...new Set(misses)].join('; ');
  return [
    describeProblem(place, null, (say) =>
      say.sampleMissed(sample.name, sample.mistake, sample.isRight, misses.length, runs, got),
    ),
  ];
}
