// Reads a program's output and reports from its streams into channels.
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import {
  cutLines,
  cutMarkedLines,
  type Lines,
  type LineTaker,
  type PartTaker,
  QUIET_MS,
} from './lines.ts';
import type { Open } from './merge.ts';
import type { Channel } from './order.ts';
import { REPORT_FD, type TapAnswer, type TapEnding, type TapRecord } from './record.ts';
import { isBegun, readReport } from './report-line.ts';

/** The streams of a program, being read. */
export interface ProgramOutput {
  /** How many pieces were read so far. */
  readonly pieces: number;
  /** Reads what is left, however slowly the records are taken. */
  lift(): void;
  /** Passes on lines that never ended, and reads no more. */
  end(): void;
}

/** After how long the part of a line is shown although more of it keeps coming, in ms. */
const QUIET_MOST_MS = 250;

/** Starts reading; `token` is that of the tap's marks, null without a tap. */
export function readOutput(
  child: ChildProcess,
  token: string | null,
  open: Open,
  onAnswer: (answer: TapAnswer | TapEnding) => void,
): ProgramOutput {
  let pieces = 0;
  // If the system is out of descriptors, the child has no streams at all.
  const read = (
    stream: Readable | null | undefined,
    cut: (channel: Channel<TapRecord>) => Lines,
  ) => {
    const channel = open({ pause: () => stream?.pause(), resume: () => stream?.resume() });
    const lines = cut(channel);
    stream?.on('error', () => {});
    stream?.on('data', (piece: Buffer) => {
      pieces += 1;
      lines.push(piece);
    });
    stream?.resume();
    return { channel, lines };
  };
  const readText = (kind: 'stdout' | 'stderr') => {
    const reading = read(child[kind], (channel) => {
      const take: LineTaker = (text, t, shown) =>
        channel.push({ t, kind, text, ...(shown > 0 && { shown }) });
      const takePart: PartTaker = (text, t) =>
        channel.push({ t, kind: 'partial', text, ...(kind === 'stderr' && { stream: kind }) });
      return token === null ? cutLines(take, takePart) : cutMarkedLines(take, token, takePart);
    });
    const look = showParts(reading);
    child[kind]?.on('data', look);
    return { ...reading, look };
  };

  const stream = child.stdio?.[REPORT_FD] as Readable | undefined;
  const reports = read(stream, (channel) =>
    cutLines((line) => {
      const report = readReport(line);
      if (report && 't' in report) channel.push(report);
      else if (report) onAnswer(report);
    }),
  );
  // What others saw of a call comes after the report on it, even though that hasn't ended yet.
  stream?.on('data', () => reports.channel.hold(isBegun(reports.lines.unfinished)));
  const texts = [readText('stdout'), readText('stderr')];
  const readings = [...texts, reports];
  return {
    get pieces() {
      return pieces;
    },
    lift() {
      for (const { channel } of readings) channel.lift();
    },
    end() {
      for (const one of child.stdio ?? []) one?.destroy();
      for (const { lines } of readings) lines.end();
      for (const { look } of texts) look();
    },
  };
}

/** Shows the beginning of a line that may never end, such as a prompt; the function looks whether there is one. */
function showParts({ lines, channel }: { lines: Lines; channel: Channel<TapRecord> }): () => void {
  let timer: NodeJS.Timeout | undefined;
  let since = 0;
  const release = () => {
    timer = undefined;
    channel.hold(false);
  };
  return () => {
    if (timer === undefined) since = performance.now();
    clearTimeout(timer);
    if (!lines.hasPart) {
      if (timer) release();
      return;
    }
    // Where this process was kept waiting, less than nothing is left, of which Node 24 prints a warning.
    const left = since + QUIET_MOST_MS - performance.now();
    timer = setTimeout(
      () => {
        lines.showPart();
        release();
      },
      Math.max(0, Math.min(QUIET_MS, left)),
    );
    // Nothing that happens later may be shown before it.
    channel.hold(true);
  };
}
