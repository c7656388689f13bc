// The judge: a process of its own that checks one lesson of a hand-in, so that a hand-in which ends it ends no more.
import { realpathSync } from 'node:fs';
import { keepScratchIn } from '../check/scratch.ts';
import { examineLesson, type LessonOutcome, type Subjects } from './examination.ts';
import { endStragglers, HAND_IN_VARIABLE } from './stragglers.ts';

/** What the judge is to do. */
export interface Case extends Subjects {
  hasSpares?: boolean | undefined;
  /** A folder for what the checks make; absolute. */
  scratch: string;
}

/**
 * What the judge tells: every second that it is there, which check begins, and in the end the outcomes, or the error
 * that kept it from them.
 */
export type Finding =
  | { kind: 'beat' }
  | { kind: 'check'; id: string; index: number; count: number }
  | { kind: 'outcomes'; outcomes: LessonOutcome[] }
  | { kind: 'error'; message: string; code?: string | undefined; syscall?: string | undefined };

/** How often the judge shows that it is there, in ms. */
const BEAT_MS = 1000;

const { [HAND_IN_VARIABLE]: marker = '' } = process.env;
/** Where the hand-in's programs work, once it is known. */
let folder: string | null = null;

function tell(finding: Finding): void {
  process.send?.(finding);
}

async function judge({ scratch, hasSpares, ...subjects }: Case): Promise<void> {
  keepScratchIn(scratch);
  try {
    const onCheck = (id: string, index: number, count: number) =>
      tell({ kind: 'check', id, index, count });
    tell({ kind: 'outcomes', outcomes: await examineLesson(subjects, { hasSpares, onCheck }) });
  } catch (error) {
    const { message, code, syscall } = error as NodeJS.ErrnoException;
    tell({ kind: 'error', message, code, syscall });
  }
}

tell({ kind: 'beat' });
setInterval(() => tell({ kind: 'beat' }), BEAT_MS);
process.once('message', (message) => {
  const task = message as Case;
  folder = realpathSync(task.scratch);
  void judge(task);
});
// The grader is gone: nobody else would end what the hand-in has started.
process.on('disconnect', () => {
  endStragglers({ marker, folder });
  process.kill(process.pid, 'SIGKILL');
});
