// Records a lesson's runs for the book: real ones, of a copy as a learner has it, that print what the prose says.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Lesson, RunProgram } from '../course/block.ts';
import { PREFERRED_PORT } from '../course/expected.ts';
import { packageRoot } from '../course/folders.ts';
import { failWith, type Problem } from '../course/problem.ts';
import { openPrograms } from '../course/programs.ts';
import { listPlayedBlocks, type PlayedBlock } from '../course/run-blocks.ts';
import { describeRun, type PlayedRun, playLesson } from '../play/lesson-playback.ts';
import { describeCommand } from '../play/other-programs.ts';
import { repeatSession } from '../play/repeat.ts';
import { openRunAddress } from '../play/run-address.ts';
import { planBlockProxy, planSession } from '../play/start.ts';
import type { TracedProgram } from '../play/trace-file.ts';
import type { ProgramOptions } from '../stage/launch.ts';
import { isServer } from '../stage/run-state.ts';
import type { SessionPlan } from '../stage/session.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';
import { dropRegionMarks } from '../text/region-marks.ts';
import { openRunsFolder } from './runs-folder.ts';

/** How often a lesson is played before it is given up: an order that depends on chance differs now and then. */
const TRIES = 2;
/** How long each of many runs may take, in ms. */
const RUN_MS = 10_000;
/** Where a learner's copy lies, the tour, and the socket of a run, as the book has it. */
const COPY = '/home/you/my-lessons';
const TOUR = '/home/you/socket-tour';
const SOCKET = '/tmp/socket-tour-a1b2c3/tour.sock';
const OWN_SOCKET = /(?:\/[^/\n]+)+\/socket-tour-\w+\/tour(?:-\d+)?\.sock/g;

/** Compiles the programs of a folder (absolute), and resolves to the URL of what loads them instead of tsx. */
export type Compile = (directory: string) => Promise<string>;

/**
 * Records the runs of a lesson into its folder in `runs` (absolute), in place of what is there. Throws a Failure where
 * they don't print what the prose says. Of many runs only the chart is shown, so `compile` may spare them tsx, which
 * takes most of their time; null where it can't.
 */
export async function recordLesson(
  lesson: Lesson,
  runs: string,
  compile: Compile | null,
): Promise<void> {
  const home = realpathSync(mkdtempSync(path.join(tmpdir(), 'socket-tour-book-')));
  try {
    const directory = copyLesson(lesson, home);
    const played = await playOften(lesson, directory);
    const folder = openRunsFolder(runs, lesson);
    for (const [index, each] of listPlayedBlocks(lesson).entries()) {
      const cast = listCast(lesson, index);
      for (const { events, ports } of played.filter((run) => run.index === index)) {
        folder.write(index, cast, clean(events, home, ports));
      }
      if (each.block.options.times === undefined) continue;
      const loader = await compile?.(directory);
      for (const { events, ports } of await repeatBlock(each, directory, loader)) {
        folder.write(index, cast, clean(events, home, ports));
      }
    }
    folder.close();
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Copies a lesson's programs as learners get them, without the marks of regions; returns the copy's folder, absolute. */
function copyLesson({ directory, folder }: Lesson, home: string): string {
  const programs = openPrograms(directory);
  const copy = path.join(home, folder);
  mkdirSync(path.join(copy, 'solution'), { recursive: true });
  writeFileSync(path.join(home, 'package.json'), '{ "type": "module" }\n');
  for (const file of [...programs.files, ...programs.solutions]) {
    writeFileSync(path.join(copy, file), dropRegionMarks(programs.read(file) ?? ''));
  }
  return copy;
}

/** The runs of all blocks; plays the lesson anew where one differs from the prose. */
async function playOften(lesson: Lesson, directory: string): Promise<PlayedRun[]> {
  for (let tries = 1; ; tries += 1) {
    const runs: PlayedRun[] = [];
    const problems: Problem[] = [];
    await playLesson(lesson, { directory, timesMost: 1 }, (run) => {
      const problem = describeRun(lesson, run);
      if (problem) problems.push(problem);
      runs.push(run);
      return true;
    });
    if (problems.length === 0) return runs;
    if (tries === TRIES) throw failWith(problems);
  }
}

/** All programs of the block at `index`, servers first, and those of earlier blocks that go on. */
function listCast(lesson: Lesson, index: number): TracedProgram[] {
  const blocks = listPlayedBlocks(lesson).slice(0, index + 1);
  const own = new Set(blocks.at(-1)?.programs.map(({ actor }) => actor));
  const latest = new Map<string, RunProgram>();
  for (const program of blocks.flatMap(({ programs }) => programs)) {
    latest.set(program.actor, program);
  }
  return [...latest.values()]
    .filter(({ actor }) => isServer(actor) || own.has(actor))
    .sort((a, b) => Number(isServer(b.actor)) - Number(isServer(a.actor)))
    .map((program) => {
      const command = describeCommand(program);
      const { actor, file } = program;
      return command
        ? { actor, title: path.basename(command.file), isForeign: true }
        : { actor, title: file };
    });
}

/** The runs of a block with `--times`, as the tour plays them: with the tap that changes timing least. */
async function repeatBlock(
  { block, programs }: PlayedBlock,
  directory: string,
  loader: string | undefined,
) {
  const { times = 1, chart = 'chunks' } = block.options;
  const place = await openRunAddress({ environment: {}, port: 0 });
  const locate = ({ file }: RunProgram) => path.join(directory, file);
  const planned = await planSession(
    programs,
    { directory, locate, place },
    planBlockProxy(block.options),
  );
  const load = (program: ProgramOptions): ProgramOptions => ({ ...program, loader });
  const plan: SessionPlan = {
    ...planned,
    ...(planned.server && { server: load(planned.server) }),
    relays: planned.relays?.map(load) ?? [],
    clients: planned.clients.map(load),
  };
  const runs: TraceEvent[][] = [];
  const recorder = {
    kind: chart,
    begin: () => void runs.push([]),
    drop: () => void runs.pop(),
    take: (event: TraceEvent) => void runs.at(-1)?.push(event),
    render: () => [],
    measure: () => ({}),
  };
  await repeatSession({
    plan,
    times,
    recorder,
    signal: new AbortController().signal,
    limitMs: RUN_MS,
    onProgress() {},
    async onFailure() {},
  });
  place.close();
  return runs.map((events) => ({ events, ports: [place.port] }));
}

/**
 * The events as another machine would have them: what is this machine's own, its ports and folders, as the prose and
 * a learner have it. The port of the run is 6969, those of what stands before it the next ones.
 */
function clean(
  events: readonly TraceEvent[],
  home: string,
  ports: readonly number[],
): TraceEvent[] {
  const named = new Map(ports.map((port, index) => [String(port), String(PREFERRED_PORT + index)]));
  const real = new RegExp(`(?<!\\d)(?:${[...named.keys()].join('|')})(?!\\d)`, 'g');
  const cleanText = (text: string) =>
    text
      .replaceAll(OWN_SOCKET, SOCKET)
      .replaceAll(home, COPY)
      .replaceAll(packageRoot, TOUR)
      .replace(real, (port) => named.get(port) ?? port);
  return events.map((event) => {
    const entries = Object.entries(event).map(([name, value]) => {
      const isNumbers = name === 'hex' || name === 'kind' || name === 'actor';
      return [name, typeof value === 'string' && !isNumbers ? cleanText(value) : value];
    });
    return Object.fromEntries(entries) as TraceEvent;
  });
}
