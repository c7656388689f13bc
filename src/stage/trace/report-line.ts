// Reads a line from the tap's descriptor: what it says, and whether the tap wrote it at all.
import { readClock } from '../clock.ts';
import type { TapAnswer, TapEnding, TapRecord } from './record.ts';
import { KINDS } from './trace.ts';

/** How the tap begins a report on a call, which it ends when the call has returned. */
const BEGINNING = '{"kind":';
const KNOWN: ReadonlySet<unknown> = new Set(KINDS);
const CAUSES: readonly TapEnding['cause'][] = ['drained', 'rejected', 'thrown', 'exited'];
/** The fields of a report that are text, if present. */
const TEXTS = [
  'text',
  'local',
  'remote',
  'address',
  'path',
  'protocol',
  'preview',
  'hex',
  'by',
  'message',
];

/** Whether an unfinished line may be a report on a call that has not returned. */
export function isBegun(line: string): boolean {
  if (line.length >= BEGINNING.length) return line.startsWith(BEGINNING);
  return line !== '' && BEGINNING.startsWith(line);
}

/**
 * What a line says; null where the tap didn't write it. A program can write to the tap's descriptor too, and must not
 * crash the runner by it.
 */
export function readReport(line: string): TapRecord | TapAnswer | TapEnding | null {
  const report = parse(line);
  const { t, kind, resources, asked, cause } = report;
  if (Array.isArray(resources)) return { resources, asked: Number(asked) };
  const known = CAUSES.find((each) => each === cause);
  if (known) return readEnding(known, report);
  if (typeof t !== 'number' || !KNOWN.has(kind)) return null;
  for (const name of TEXTS) {
    if (report[name] !== undefined && typeof report[name] !== 'string') return null;
  }
  // Nothing happens after it is reported; a time in the future would hold back all that follows.
  report.t = Math.min(t, readClock());
  return report as TapRecord;
}

function readEnding(cause: TapEnding['cause'], report: Record<string, unknown>): TapEnding {
  const list = (name: string) => (Array.isArray(report[name]) ? (report[name] as unknown[]) : []);
  return {
    cause,
    begun: Number(report.begun),
    letGo: list('letGo').map(Number),
    paused: list('paused').map(Number),
    half: list('half').map(Number),
    unread: list('unread').map(Number),
    servers: list('servers').map(String),
  };
}

function parse(line: string): Record<string, unknown> {
  try {
    // A program that was killed within a call can't finish its report.
    return Object(JSON.parse(line.endsWith('}') ? line : `${line}}`));
  } catch {
    return {};
  }
}
