// The folder of a lesson's recorded runs: a trace for each run, and what they were recorded from.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Lesson } from '../course/block.ts';
import { readIfThere } from '../course/folders.ts';
import { openPrograms } from '../course/programs.ts';
import { listPlayedBlocks } from '../course/run-blocks.ts';
import { openTraceFile, readTrace, type Trace, type TracedProgram } from '../play/trace-file.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';

/** What lies beside the traces, and is written last. */
interface About {
  /** Of all that decides what the runs print. */
  fingerprint: string;
  /** The version of Node: `v24.21.0`. */
  node: string;
  /** As Node names it: `linux`. */
  platform: string;
  /** The day: `2026-11-30`. */
  day: string;
}

/** The recorded runs of a lesson. */
export interface RecordedLesson extends Pick<About, 'node' | 'platform' | 'day'> {
  /** Of each run block, in the lesson's order: its run, and behind that each of many runs, if it has `--times`. */
  runs: readonly (readonly Trace[])[];
}

const ABOUT = 'about.json';
const TRACE = /^(\d+)(?:-\d+)?\.jsonl$/;

/** Writes the runs of a lesson, in place of those that are there. */
export interface RunsFolder {
  /** Adds a run of the block at `index`, from 0. */
  write(index: number, programs: readonly TracedProgram[], events: readonly TraceEvent[]): void;
  /** Says that all runs are there. */
  close(): void;
}

/** Opens the folder of a lesson's runs in `runs` (absolute), emptied. */
export function openRunsFolder(runs: string, lesson: Lesson): RunsFolder {
  const folder = path.join(runs, lesson.folder);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const counts = new Map<number, number>();
  return {
    write(index, programs, events) {
      const count = counts.get(index) ?? 0;
      counts.set(index, count + 1);
      const file = openTraceFile(path.join(folder, nameTrace(index, count)));
      for (const event of events) file.take(event);
      file.write(programs, { language: lesson.language, wire: true });
    },
    close() {
      const { version: node, platform } = process;
      const day = new Date().toISOString().slice(0, 10);
      const about: About = { fingerprint: fingerprintLesson(lesson), node, platform, day };
      writeFileSync(path.join(folder, ABOUT), `${JSON.stringify(about, null, 2)}\n`);
    },
  };
}

/** Reads the recorded runs of a lesson from `runs` (absolute); null where there are none, or they are of another text. */
export function readRuns(runs: string, lesson: Lesson): RecordedLesson | null {
  const folder = path.join(runs, lesson.folder);
  const text = readIfThere(path.join(folder, ABOUT));
  if (text === null) return null;
  const { fingerprint, node, platform, day } = JSON.parse(text) as About;
  if (fingerprint !== fingerprintLesson(lesson)) return null;
  const traces: Trace[][] = listPlayedBlocks(lesson).map(() => []);
  for (const name of readdirSync(folder).sort()) {
    const [, number] = TRACE.exec(name) ?? [];
    if (number !== undefined) traces[Number(number) - 1]?.push(readTrace(path.join(folder, name)));
  }
  return { runs: traces, node, platform, day };
}

/** `07.jsonl` is the first run of the seventh block, `07-002.jsonl` the third. */
function nameTrace(index: number, count: number): string {
  const number = String(index + 1).padStart(2, '0');
  return `${number}${count === 0 ? '' : `-${String(count).padStart(3, '0')}`}.jsonl`;
}

/** Changes with all that decides what the runs of a lesson print: its programs, and its run blocks. */
function fingerprintLesson(lesson: Lesson): string {
  const programs = openPrograms(lesson.directory);
  const files = [...programs.files, ...programs.solutions].map((file) => [
    file,
    programs.read(file),
  ]);
  const blocks = listPlayedBlocks(lesson).map(({ block }) => [
    block.info,
    block.log.map(({ actor, text }) => [actor, text]),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([files, blocks]))
    .digest('hex');
}
