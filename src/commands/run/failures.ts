// What went wrong in a run, in words.
import path from 'node:path';
import {
  describeEnd,
  describeExit,
  explainFailure,
  explainWarnings,
  hasFailed,
} from '../../play/run-notes.ts';
import type { Program } from '../../stage/program.ts';
import type { SessionEnd } from '../../stage/session.ts';
import type { Stage } from '../../stage/stage.ts';
import { runMessages } from '../../text/messages/run.ts';
import type { Context } from '../context.ts';
import { createStyleOf } from './job.ts';

/** The programs that have failed so far; one that was stopped counts as well. */
export function findFailed({ programs }: Stage): Program[] {
  return programs.filter(({ exit }) => hasFailed(exit));
}

/** How the session ended, where that is a failure, and why programs failed. */
export async function describeFailures(
  context: Context,
  stage: Stage,
  end: SessionEnd,
): Promise<string[]> {
  const failed = findFailed(stage);
  return [
    ...(await describeEnd(end, stage, context.language)),
    ...(await explainPrograms(context, stage, end, failed)),
  ];
}

/** Why programs failed, and what Node's warnings mean. */
export async function explainPrograms(
  context: Context,
  stage: Stage,
  end: SessionEnd,
  failed: readonly Program[],
): Promise<string[]> {
  const style = createStyleOf(context);
  const notes = explainWarnings(stage, { language: context.language, style });
  for (const { actor, file, exit } of failed) {
    const why = await explainFailure(actor, { ...context, stage, style });
    const how = exit ? describeExit(exit, context.language) : '';
    // The end of a server that never listened is already reported.
    const isTold = why.length > 0 || end.kind === 'serverEnded';
    notes.push(
      ...(isTold ? why : [runMessages[context.language].failed(path.basename(file), how)]),
    );
  }
  return notes;
}
