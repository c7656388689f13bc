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
  const readText = (kind: 'stdout' | 'stderr') =>
    read(child[kind], (channel) => {
      const take = (text: string, t: number) => channel.push({ t, kind, text });
      return token === null ? cutLines(take) : cutMarkedLines(take, token);
    });

  const [stdout, stderr] = [readText('stdout'), readText('stderr')];
  const stream = child.stdio?.[REPORT_FD] as Readable | undefined;
  const reports = read(stream, (channel) =>
    cutLines((line) => {
      const report = readReport(line);
      if (report && 't' in report) channel.push(report);
      else if (report) onAnswer(report.resources);
    }),
  );
  // What others saw of a call comes after the report on it, even though that hasn't ended yet.
  stream?.on('data', () => reports.channel.hold(isBegun(reports.lines.unfinished)));
  const readings = [stdout, stderr, reports];
  return {
    get pieces() {
      return pieces;
    },
    get unfinished() {
      return { stdout: stdout.lines.unfinished, stderr: stderr.lines.unfinished };
    },
    lift() {
      for (const { channel } of readings) channel.lift();
    },
    end() {
      for (const one of child.stdio ?? []) one?.destroy();
      for (const { lines } of readings) lines.end();
    },
  };
}
