// A hand-in's examination: a copy of it is judged in a process apart, and all that it started is ended.
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { listMistakes } from '../check/checks.ts';
import type { Verdict } from '../check/examine.ts';
import { findLack, probePrograms } from '../check/machine.ts';
import { makeScratch, removeScratch } from '../check/scratch.ts';
import { readCheckTexts } from '../course/check-texts.ts';
import { locateTsx } from '../stage/launch.ts';
import { guardGroup, killGroup, openGuard } from '../stage/orphan-guard.ts';
import type { Bilingual } from '../text/language.ts';
import { tellCheck } from '../text/messages/check.ts';
import {
  addTexts,
  type ExaminationOptions,
  type LessonOutcome,
  loadCheckSet,
  type Subjects,
} from './examination.ts';
import { copyHandIn, findStrayLinks } from './hand-in-copy.ts';
import type { Case, Finding } from './judge.ts';
import { HAND_IN_VARIABLE, watchStragglers } from './stragglers.ts';

/** How long the judge may say nothing, in ms; it says something every second. */
const SILENCE_MS = 60_000;
/** In so many parts that time is counted, so that no time counts in which this process was stopped itself. */
const SILENCE_PARTS = 3;

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
 * A judge that says nothing for `silenceMs` (60 s) is ended.
 */
export async function examineHandIn(
  { folder, directory, root, lessons }: HandIn,
  options: ExaminationOptions & { silenceMs?: number },
): Promise<LessonOutcome[]> {
  const others = lessons.filter((lesson) => lesson !== folder);
  let scratch: string | null = null;
  try {
    const links = findStrayLinks(root, others);
    const strayLinks = tellCheck((say) => say.strayLinks(links));
    if (links.length > 0) return await decideAll(folder, 'fail', strayLinks);
    scratch = makeScratch();
    const copy = path.join(scratch, 'hand-in');
    copyHandIn(root, copy, others);
    const place = path.join(copy, path.relative(root, directory));
    const task = { folder, directory: place, hasSpares: options.hasSpares, scratch };
    const outcomes = await askJudge(task, options);
    if (options.signal?.aborted) return [];
    if (outcomes !== null) return outcomes.map((outcome) => nameOriginals(outcome, copy, root));
    // Where programs find no room, it was not the hand-in that ended the judge.
    const reason = (await probePrograms()) ?? tellCheck((say) => say.judgeEnded);
    return await decideAll(folder, 'inconclusive', reason);
  } catch (error) {
    const lack = findLack(error);
    if (lack === null) throw error;
    return decideAll(folder, 'inconclusive', lack);
  } finally {
    if (scratch !== null) removeScratch(scratch);
  }
}

/** The judge's outcomes; null where it was ended before it had them, or the signal stopped it. */
async function askJudge(
  task: Case,
  options: ExaminationOptions & { silenceMs?: number },
): Promise<LessonOutcome[] | null> {
  const marker = randomUUID();
  openGuard();
  const judge = fork(JUDGE, {
    execArgv: EXTENSION === '.ts' ? ['--import', locateTsx()] : [],
    // Node 20 reads the certificates at each start, which takes longer than the rest of it.
    env: { ...process.env, NODE_EXTRA_CA_CERTS: undefined, [HAND_IN_VARIABLE]: marker },
    // What ends the group of the judge does not end this process.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  // It ends with this process; but it may hang, or have been stopped by the hand-in.
  if (judge.pid !== undefined) guardGroup(judge.pid, true);
  const endStragglers = watchStragglers(judge.pid ?? -1, {
    marker,
    folder: realpathSync(task.scratch),
  });
  const stop = () => killGroup(judge);
  // A process that gets no threads may hang rather than end; and a hand-in can stop the judge.
  let silentParts = 0;
  const silence = setInterval(
    () => {
      silentParts += 1;
      if (silentParts > SILENCE_PARTS) stop();
    },
    (options.silenceMs ?? SILENCE_MS) / SILENCE_PARTS,
  );
  options.signal?.addEventListener('abort', stop);
  try {
    return await new Promise((resolve, reject) => {
      judge.on('message', (message) => {
        silentParts = 0;
        const { kind, ...finding } = message as Finding;
        if ('index' in finding) options.onCheck?.(finding.id, finding.index, finding.count);
        if ('outcomes' in finding) resolve(finding.outcomes);
        if ('message' in finding) reject(Object.assign(new Error(finding.message), finding));
      });
      judge.on('error', reject);
      judge.on('exit', () => {
        // The guard forgets its group.
        stop();
        resolve(null);
      });
      judge.send(task, () => {});
    });
  } finally {
    clearInterval(silence);
    options.signal?.removeEventListener('abort', stop);
    stop();
    endStragglers();
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
  const undecided = { lesson: folder, verdict, mistake: null, difference: null, cause: null };
  return Object.keys(set.checks).map((id) =>
    addTexts({ ...undecided, id, story: [reason], output: [], trace: null, ms: 0 }, texts[id]),
  );
}

/** An outcome whose output names the hand-in's files instead of those of the copy. */
function nameOriginals(outcome: LessonOutcome, copy: string, root: string): LessonOutcome {
  const original = realpathSync(root);
  const rename = (text: string) => text.replaceAll(copy, original);
  const renameIn = <T extends { text?: string }>(line: T): T =>
    line.text === undefined ? line : { ...line, text: rename(line.text) };
  const { cause, output, trace } = outcome;
  const meaning = cause?.meaning ?? null;
  return {
    ...outcome,
    cause: cause && {
      ...cause,
      frame: cause.frame.map(rename),
      meaning: meaning && { en: rename(meaning.en), zh: rename(meaning.zh) },
    },
    output: output.map(renameIn),
    trace: trace && { ...trace, events: trace.events.map(renameIn) },
  };
}
