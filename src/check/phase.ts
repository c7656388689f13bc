// Phases: one stimulus each, and its outcome. A verdict is chosen from all of them.
import type { Exit } from '../stage/program.ts';
import type { Bilingual } from '../text/language.ts';
import { describeExit } from './exit-words.ts';
import { UnmetExpectation } from './expectation-errors.ts';
import type { ProgramUnderCheck } from './program-under-check.ts';
import type { Story } from './story.ts';

/** A line that a program under check printed. */
export interface OutputLine {
  /** The program's file, absolute. */
  file: string;
  /** Which of the programs under check it was, from 0, in the order of their starts. */
  start: number;
  kind: 'stdout' | 'stderr';
  text: string;
}

/** How a phase went. */
export interface Phase {
  readonly id: string;
  readonly isOk: boolean;
  /** What was expected and did not come; null where all came. */
  readonly unmet: UnmetExpectation | null;
  /** How a program under check ended during the phase, or null. */
  readonly exit: Exit | null;
  /** Whether a program died of an error: it ended with an exit code other than 0, or by a signal. */
  readonly hasCrashed: boolean;
  /** The bytes that came instead of the expected ones, as text; empty where none did. */
  readonly got: string;
  /** Whether a program printed a line that matches, during the phase, on stdout or stderr. */
  printed(pattern: RegExp): boolean;
  /** What the programs printed during the phase. */
  readonly output: readonly OutputLine[];
  /** Where an expectation failed: what the programs that ran in the phase had printed before it; else empty. */
  readonly before: readonly OutputLine[];
  /** What happened in it. */
  readonly story: readonly Bilingual[];
}

/** How long the report of a program's end may take after its connection was lost, in ms. */
const END_MS = 1000;

/**
 * Runs a phase; `subjects` are the programs under check, also those started in it. What a failed
 * expectation throws becomes the phase's outcome; any other error is thrown on.
 */
export async function runPhase(
  id: string,
  story: Story,
  subjects: readonly ProgramUnderCheck[],
  run: () => Promise<void>,
): Promise<Phase> {
  const lines = story.begin();
  const marks = new Map(subjects.map((subject) => [subject, countRecords(subject)]));
  const wereDead = subjects.filter((subject) => subject.exit !== null);
  const listFresh = () => subjects.filter((subject) => !wereDead.includes(subject));
  let unmet: UnmetExpectation | null = null;
  try {
    await run();
  } catch (error) {
    if (!(error instanceof UnmetExpectation)) throw error;
    unmet = error;
    await Promise.all(listFresh().map(awaitEnd));
  }
  // Read now: lines printed later belong to later phases.
  const output = subjects.flatMap((subject, start) =>
    readLines(subject, start, marks.get(subject) ?? 0),
  );
  const before = subjects.flatMap((subject, start) => {
    if (unmet === null || wereDead.includes(subject)) return [];
    return readLines(subject, start, 0, marks.get(subject) ?? 0);
  });
  const exit = listFresh().find((subject) => subject.exit !== null)?.exit ?? null;
  if (exit && unmet) story.add(describeExit(exit));
  return {
    id,
    isOk: unmet === null,
    unmet,
    exit,
    hasCrashed: exit !== null && exit.code !== 0,
    got: unmet?.bytes?.toString('utf8') ?? '',
    printed: (pattern) => output.some(({ text }) => pattern.test(text)),
    output,
    before,
    story: lines,
  };
}

function countRecords({ records, dropped }: ProgramUnderCheck): number {
  return records.length + dropped;
}

/** The lines that a program printed between its first `from` records and its first `to`. */
function readLines(
  { records, dropped, file }: ProgramUnderCheck,
  start: number,
  from: number,
  to = Number.POSITIVE_INFINITY,
): OutputLine[] {
  return records
    .slice(Math.max(0, from - dropped), Math.max(0, to - dropped))
    .flatMap(({ kind, text = '' }) =>
      kind === 'stdout' || kind === 'stderr' ? [{ file, start, kind, text }] : [],
    );
}

/** A broken connection may be the first sign of an end whose report is still on its way. */
async function awaitEnd(subject: ProgramUnderCheck): Promise<void> {
  // A program that still answers did not end before the connection did.
  if (subject.exit || (await subject.isAwake())) return;
  await subject.untilExit(END_MS).catch(() => {});
}
