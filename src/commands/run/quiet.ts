// Says what a run waits for when nothing has happened for some time.

import { describeAllAlive } from '../../play/run-notes.ts';
import type { Stage } from '../../stage/stage.ts';
import { runMessages } from '../../text/messages/run.ts';
import type { Context } from '../context.ts';
import { tell } from './job.ts';

/** A watch for silence. */
export interface QuietWatch {
  /** Something happened. */
  touch(): void;
  close(): void;
}

/** How long nothing must happen before the run says what it waits for, in ms. */
const QUIET_MS = 3000;

/** Says once, on a terminal, what the run waits for when nothing has happened for `QUIET_MS`. */
export function watchQuiet(context: Context, findStage: () => Stage): QuietWatch {
  const { language } = context;
  let timer: NodeJS.Timeout | undefined;
  let isTold = !context.stdout.isTerminal;

  async function say(): Promise<void> {
    isTold = true;
    const notes = await describeAllAlive(findStage(), language, 'isAlive');
    if (notes.length === 0) return;
    for (const note of notes) tell(context, note);
    tell(context, runMessages[language].stopHint);
  }

  return {
    touch() {
      clearTimeout(timer);
      if (!isTold) timer = setTimeout(say, QUIET_MS);
    },
    close() {
      isTold = true;
      clearTimeout(timer);
    },
  };
}
