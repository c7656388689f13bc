// Reads a program's output and reports from its streams into channels.
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { cutLines, cutMarkedLines, type Lines } from './lines.ts';
import type { Open } from './merge.ts';
import type { Channel } from './order.ts';
import { REPORT_FD, type TapRecord } from './record.ts';
import { isBegun, readReport } from './report-line.ts';

/** The streams of a program, being read. */
export interface ProgramOutput {
  /** How many pieces were read so far. */
  readonly pieces: number;
  /** The beginnings of lines that have not ended yet. */
  readonly unfinished: { stdout: string; stderr: string };
  /** Reads what is left, however slowly the records are taken. */
  lift(): void;
  /** Passes on lines that never ended, and reads no more. */
  end(): void;
}

/** Starts reading; `token` is that of the tap's marks, null without a tap. */
export function readOutput(
  child: ChildProcess,
  token: string | null,
  open: Open,
  onAnswer: (resources: string[]) => void,
): ProgramOutput {
  const readings = [
    readText(child.stdout, 'stdout', token, open),
    readText(child.stderr, 'stderr', token, open),
    // If the system is out of descriptors, the child has no streams at all.
    readReports(child.stdio?.[REPORT_FD] as Readable | undefined, open, onAnswer),
  ] as const;
  const [stdout, stderr] = readings;
  return {
    get pieces() {
      return readings.reduce((sum, reading) => sum + reading.pieces, 0);
    },
    get unfinished() {
      return { stdout: stdout.lines.unfinished, stderr: stderr.lines.unfinished };
    },
    lift: () => readings.forEach(({ channel }) => void channel.lift()),
    end() {
      for (const stream of child.stdio ?? []) stream?.destroy();
      for (const { lines } of readings) lines.end();
    },
  };
}

interface Reading {
  lines: Lines;
  channel: Channel<TapRecord>;
  readonly pieces: number;
}

function readText(
  stream: Readable | null,
  kind: 'stdout' | 'stderr',
  token: string | null,
  open: Open,
): Reading {
  const channel = openChannel(stream, open);
  const take = (text: string, t: number) => channel.push({ t, kind, text });
  return read(stream, channel, token === null ? cutLines(take) : cutMarkedLines(take, token));
}

function readReports(
  stream: Readable | undefined,
  open: Open,
  onAnswer: (resources: string[]) => void,
): Reading {
  const channel = openChannel(stream, open);
  const take = (line: string) => {
    const report = readReport(line);
    if (report === null) return;
    if ('t' in report) channel.push(report);
    else onAnswer(report.resources);
  };
  const lines = cutLines(take);
  const reading = read(stream, channel, lines);
  // What others saw of a call comes after the report on it, even though that hasn't ended yet.
  stream?.on('data', () => channel.hold(isBegun(lines.unfinished)));
  return reading;
}

function openChannel(stream: Readable | null | undefined, open: Open): Channel<TapRecord> {
  return open({ pause: () => stream?.pause(), resume: () => stream?.resume() });
}

function read(
  stream: Readable | null | undefined,
  channel: Channel<TapRecord>,
  lines: Lines,
): Reading {
  const reading = { lines, channel, pieces: 0 };
  stream?.on('data', (piece: Buffer) => {
    reading.pieces += 1;
    lines.push(piece);
  });
  stream?.on('error', () => {});
  stream?.resume();
  return reading;
}
