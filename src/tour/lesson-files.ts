// A lesson's files as the learner meets them: which to edit, and which make its run.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Lesson, RunProgram, Step } from '../course/block.ts';

const PAIR = ['server', 'client'];

/** The programs of a run of the learner's: the server and its client, or the only one there is. */
export function findPrograms({ files }: Pick<Lesson, 'files'>): RunProgram[] {
  const pair = PAIR.filter((actor) => files.includes(`${actor}.ts`));
  if (pair.length > 0) return pair.map((actor) => ({ actor, file: `${actor}.ts` }));
  const [first] = files.filter((file) => /\.[cm]?[jt]s$/.test(file));
  return first === undefined ? [] : [{ actor: 'server', file: first }];
}

/** The lesson's files, first those with something to do in them, then the server and the client. */
export function sortFiles(lesson: Pick<Lesson, 'files' | 'directory'>): string[] {
  const { files } = lesson;
  const rank = (file: string) => {
    const index = PAIR.findIndex((actor) => file === `${actor}.ts`);
    return (isTurn(lesson, file) ? 0 : PAIR.length + 1) + (index < 0 ? PAIR.length : index);
  };
  const ranked = files.map((file) => ({ file, rank: rank(file) }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ file }) => file);
}

/**
 * The files that the learner changes at a step (from 0): of several, those that run at the next turn; all files
 * of the lesson where there is none to change.
 */
export function listTurnFiles(
  lesson: Pick<Lesson, 'files' | 'directory' | 'steps'>,
  step: number,
): string[] {
  const sorted = sortFiles(lesson);
  const turns = sorted.filter((file) => isTurn(lesson, file));
  const { blocks } = lesson.steps.slice(step).find(hasTurn) ?? lesson.steps.findLast(hasTurn) ?? {};
  const programs = (blocks ?? []).flatMap((block) => {
    return block.kind === 'run'
      ? block.programs
      : block.kind === 'try'
        ? (block.run?.programs ?? [])
        : [];
  });
  const run = turns.filter((turn) => programs.some(({ file }) => file === turn));
  if (run.length > 0) return run;
  return turns.length > 0 ? turns : sorted;
}

function hasTurn({ blocks }: Step): boolean {
  return blocks.some(({ kind }) => kind === 'try');
}

/** Whether a file has something to do in it: the course's own counts, since finished work changes nothing here. */
function isTurn({ directory }: Pick<Lesson, 'directory'>, file: string): boolean {
  return readFileSync(path.join(directory, file), 'utf8').includes('// TODO');
}
