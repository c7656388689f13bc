// A `run` fence: which programs start, and the log to expect.
import type { LogLine, Run, RunProgram } from './block.ts';
import { blame, type Fence, type Reader } from './fence.ts';

const ACTOR = /^(server|client)(-\d+)?$/;
const LOG_LINE = /^(\S+) │(?: (.*))?$/;

/**
 * Reads `run server`, `run client client-2` or `run server=article.ts`.
 * `known` are the actors that earlier blocks started, whose log goes on; this block's are added to it.
 */
export function readRun(fence: Fence, reader: Reader, known: Set<string>): Run {
  const words = fence.info.split(/\s+/).slice(1);
  if (words.length === 0) blame(reader, fence.line, (say) => say.runNothing());
  const programs = words.flatMap((word) => readProgram(word, fence, reader));
  for (const program of programs) known.add(program.actor);
  const log = fence.body.flatMap((text, index) =>
    readLogLine(text, fence.line + 1 + index, reader, known),
  );
  if (fence.body.every((text) => text.trim() === ''))
    blame(reader, fence.line, (say) => say.logEmpty());
  return { kind: 'run', line: fence.line, info: fence.info, programs, options: {}, log };
}

function readProgram(word: string, fence: Fence, reader: Reader): RunProgram[] {
  const [actor, named] = word.split('=', 2) as [string, string | undefined];
  const role = ACTOR.exec(actor)?.[1];
  if (!role) {
    blame(reader, fence.line, (say) => say.actorUnknown(actor));
    return [];
  }
  const file = named ?? `${role}.ts`;
  const { programs } = reader;
  if (programs.read(file) === null) {
    const known = [...programs.files, ...programs.solutions];
    blame(reader, fence.line, (say) => say.fileUnknown(file, known));
  }
  return [{ actor, file }];
}

function readLogLine(text: string, line: number, reader: Reader, known: Set<string>): LogLine[] {
  if (text.trim() === '') return [];
  const [, actor, rest = ''] = LOG_LINE.exec(text) ?? [];
  if (!actor || !ACTOR.test(actor)) {
    blame(reader, line, (say) => say.logPrefix(text));
    return [];
  }
  if (!known.has(actor)) blame(reader, line, (say) => say.actorNotStarted(actor));
  return [{ actor, text: rest.trimEnd(), line }];
}
