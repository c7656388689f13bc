// A lesson's files as the learner meets them: which to edit first, and which make its run.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Lesson, RunProgram } from '../../course/block.ts';

const PAIR = ['server', 'client'];

/** The programs of a run of the learner's: the server and its client, or the only one there is. */
export function findPrograms({ files }: Pick<Lesson, 'files'>): RunProgram[] {
  const pair = PAIR.filter((actor) => files.includes(`${actor}.ts`));
  if (pair.length > 0) return pair.map((actor) => ({ actor, file: `${actor}.ts` }));
  const [first] = files.filter((file) => /\.[cm]?[jt]s$/.test(file));
  return first === undefined ? [] : [{ actor: 'server', file: first }];
}

/** The lesson's files, those first that have something to do in them, then the server and the client. */
export function sortFiles({ files, directory }: Pick<Lesson, 'files' | 'directory'>): string[] {
  const rank = (file: string) => {
    // The course's own file: what the learner has done already doesn't move theirs.
    const isTurn = readFileSync(path.join(directory, file), 'utf8').includes('// TODO');
    const place = PAIR.findIndex((actor) => file === `${actor}.ts`);
    return (isTurn ? 0 : PAIR.length + 1) + (place < 0 ? PAIR.length : place);
  };
  const ranked = files.map((file) => ({ file, rank: rank(file) }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ file }) => file);
}
