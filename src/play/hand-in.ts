// A hand-in's examination: a copy of it is judged in a process apart, and all that it started is ended.
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { listMistakes } from '../check/checks.ts';
import type { Verdict } from '../check/examine.ts';
import { findLack } from '../check/machine.ts';
import { probePrograms } from '../check/machine-probe.ts';
import { makeScratch, removeScratch } from '../check/scratch.ts';
import { readCheckTexts } from '../course/check-texts.ts';
import { locateTsx } from '../stage/launch.ts';
import type { Bilingual } from '../text/language.ts';
import { tellCheck } from '../text/messages/check.ts';
import { loadCheckSet } from './check-set.ts';
import {
  addTexts,
  type ExaminationOptions,
  type LessonOutcome,
  type Subjects,
} from './examination.ts';
import { copyHandIn } from './hand-in-copy.ts';
import { findStrayLinks } from './hand-in-links.ts';
import type { Case, Finding } from './judge.ts';
import { HAND_IN_VARIABLE, watchStragglers } from './stragglers.ts';

/** How long the judge has to start, in ms. */
const READY_MS = 60_000;

/** A lesson of a hand-in. */
export interface HandIn extends Subjects {
  /** The whole hand-in, absolute; `directory` is this folder or lies in it. */
  root: string;
  /** The folders of all lessons: those of other lessons are no part of this one. */
  lessons: readonly string[];
}

const EXTENSION = path.extname(import.meta.url);
// Built, this code may lie in a folder beside `play`.
const JUDGE = fileURLToPath(new URL(`../play/judge${EXTENSION}`, import.meta.url));

/**
 * Runs the checks of a lesson against a hand-in; empty where it has none, or where the signal stopped them. Nothing
 * is written into the hand-in. Throws where the judge met an error that is neither the hand-in's nor the machine's.
 */
export async function examineHandIn(
  handIn: HandIn,
  options: ExaminationOptions,
): Promise<LessonOutcome[]> {
  try {
    return await examineLinkless(handIn, options);
  } catch (error) {
    const lack = findLack(error);
    if (lack === null) throw error;
    return decideAll(handIn.folder, 'inconclusive', lack);
  }
}

async function examineLinkless(
  handIn: HandIn,
  options: ExaminationOptions,
): Promise<LessonOutcome[]> {
  const { folder, root, lessons } = handIn;
  const others = lessons.filter((lesson) => lesson !== folder);
  const links = findStrayLinks(root, others).map((link) => path.relative(root, link));
  if (links.length > 0) {
    return decideAll(
      folder,
      'fail',
      tellCheck((say) => say.strayLinks(links)),
    );
  }
  const scratch = makeScratch();
  try {
    const copy = path.join(scratch, 'hand-in');
    mkdirSync(copy);
    copyHandIn(root, copy, others);
    return await examineCopy(handIn, copy, options);
  } finally {
    removeScratch(scratch);
  }
}

async function examineCopy(
  { folder, directory, root }: HandIn,
  copy: string,
  options: ExaminationOptions,
): Promise<LessonOutcome[]> {
  const place = path.join(copy, path.relative(root, directory));
  const task = { folder, directory: place, hasSpares: options.hasSpares };
  const outcomes = await askJudge(task, options);
  if (options.signal?.aborted) return [];
  if (outcomes !== null) return outcomes.map((outcome) => nameOriginals(outcome, copy, root));
  // Where programs find no room, it was not the hand-in that ended the judge.
  const reason = (await probePrograms()) ?? tellCheck((say) => say.judgeEnded);
  return decideAll(folder, 'inconclusive', reason);
}

/** The judge's outcomes; null where it was ended before it had them, or the signal stopped it. */
async function askJudge(task: Case, options: ExaminationOptions): Promise<LessonOutcome[] | null> {
  const marker = randomUUID();
  const judge = fork(JUDGE, {
    execArgv: EXTENSION === '.ts' ? ['--import', locateTsx()] : [],
    // Node 20 reads the certificates at each start, which takes longer than the rest of it.
    env: { ...process.env, NODE_EXTRA_CA_CERTS: undefined, [HAND_IN_VARIABLE]: marker },
    // What ends the group of the judge does not end this process.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const stragglers = watchStragglers(judge.pid, marker);
  const stop = () => endJudge(judge);
  // A process that gets no threads may hang rather than end.
  const silence = setTimeout(stop, READY_MS);
  options.signal?.addEventListener('abort', stop);
  try {
    return await new Promise((resolve, reject) => {
      judge.on('message', (message) => {
        const finding = message as Finding;
        clearTimeout(silence);
        if (finding.kind === 'ready') return;
        if (finding.kind === 'check') options.onCheck?.(finding.id, finding.index, finding.count);
        else if (finding.kind === 'outcomes') resolve(finding.outcomes);
        else reject(Object.assign(new Error(finding.message), finding.system));
      });
      judge.on('error', reject);
      judge.on('exit', () => resolve(null));
      judge.send(task, () => {});
    });
  } finally {
    clearTimeout(silence);
    options.signal?.removeEventListener('abort', stop);
    endJudge(judge);
    stragglers.end();
  }
}

function endJudge(judge: ChildProcess): void {
  if (judge.pid === undefined) return;
  try {
    if (process.platform === 'win32') judge.kill('SIGKILL');
    else process.kill(-judge.pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

/** The same verdict on every check of a lesson, none of which was run. */
async function decideAll(
  folder: string,
  verdict: Verdict,
  reason: Bilingual,
): Promise<LessonOutcome[]> {
  const set = await loadCheckSet(folder);
  if (!set) return [];
  const texts = readCheckTexts(folder, listMistakes(set));
  const undecided = { lesson: folder, verdict, mistake: null, difference: null, output: [], ms: 0 };
  return Object.keys(set.checks).map((id) =>
    addTexts({ ...undecided, id, story: [reason] }, texts[id]),
  );
}

/** An outcome whose output names the hand-in's files instead of those of the copy. */
function nameOriginals(outcome: LessonOutcome, copy: string, root: string): LessonOutcome {
  const original = realpathSync(root);
  const output = outcome.output.map((line) => ({
    ...line,
    text: line.text.replaceAll(copy, original),
  }));
  return { ...outcome, output };
}
