// A whole lesson on one stage: its run blocks from first to last, as a learner plays them.
import type { Lesson, Run } from '../course/block.ts';
import { type Difference, findDifference } from '../course/expected.ts';
import { listExpected } from '../course/many-clients.ts';
import { describeProblem, type Problem } from '../course/problem.ts';
import { listPlayedBlocks } from '../course/run-blocks.ts';
import { findFreePort } from '../stage/free-port.ts';
import { openStage, type Stage } from '../stage/stage.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';
import { type BlockEnd, type PlayOptions, playRunBlock, readLog } from './playback.ts';
import { openRunAddress } from './run-address.ts';

/** Where a lesson's programs lie, and how they are played. */
export interface LessonSource {
  /** Absolute. */
  directory: string;
  /** The URL of what loads the programs instead of tsx. */
  loader?: string | undefined;
  /** How often a block with `--times` is played at most. */
  timesMost: number;
}

/** A run block as it was played once. */
export interface PlayedRun {
  block: Run;
  /** Its place among the lesson's run blocks, from 0. */
  index: number;
  end: BlockEnd['end'];
  /** As they came. */
  events: readonly TraceEvent[];
  /** The run's own port, and those that read as 6969 beside it. */
  ports: readonly number[];
  /** Where its log first differs from the prose; null where it doesn't. */
  difference: Difference | null;
}

/**
 * Plays a lesson once, on ports of its own; `onRun` is told of each run, and returns whether the block may be played
 * again, where it is one with `--times`.
 */
export async function playLesson(
  lesson: Lesson,
  { directory, loader, timesMost }: LessonSource,
  onRun: (run: PlayedRun) => boolean,
): Promise<void> {
  const place = await openRunAddress({ environment: {}, port: 0 });
  const meeting = { place, proxyPort: await findFreePort() };
  const stage = openStage({ loader });
  try {
    for (const [index, { block, programs }] of listPlayedBlocks(lesson).entries()) {
      // A block that the learner runs again and again must print the same each time.
      const times = Math.min(block.options.times ?? 1, timesMost);
      for (let time = 0; time < times; time += 1) {
        const play = () => playOnce(stage, directory, { ...block, programs }, meeting);
        let played = await play();
        // Linux itself may end a TIME-WAIT at once, once in some thousands: a late ACK is answered, and that is reset.
        if (/ TIME-WAIT$/.test(played.difference?.expected ?? '')) played = await play();
        if (!onRun({ ...played, block, index })) break;
      }
    }
  } finally {
    await stage.stop();
    place.close();
  }
}

async function playOnce(
  stage: Stage,
  directory: string,
  block: Run,
  options: PlayOptions,
): Promise<Omit<PlayedRun, 'block' | 'index'>> {
  const { end, since, ports } = await playRunBlock(stage, directory, block, options);
  const events = stage.after(since);
  const difference = findDifference(listExpected(block), readLog(events, ports));
  return { end, events, ports, difference };
}

/** What is wrong with a run of a lesson, at its place in the prose; null where it is as the prose says. */
export function describeRun(
  { path }: Lesson,
  { block, end, difference }: PlayedRun,
): Problem | null {
  if (end === 'notProxied') {
    return describeProblem(path, block.line, (say) => say.proxyNoServer());
  }
  if (!difference) return null;
  const { actor, line, expected, got } = difference;
  return describeProblem(path, line ?? block.line, (say) => {
    if (expected === null) return say.logHasMore(actor, got ?? '');
    if (got === null) return say.logLacks(actor, expected);
    return say.logDiffers(actor, expected, got);
  });
}
