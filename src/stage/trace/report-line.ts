// A line on the tap's descriptor: what the tap says in it, and whether it is the tap's at all.
import { readClock } from '../clock.ts';
import type { TapAnswer, TapRecord } from './record.ts';
import { KINDS } from './trace.ts';

/** How the tap begins a report on a call, to end it when the call has returned. */
const BEGINNING = '{"kind":';
const KNOWN: ReadonlySet<unknown> = new Set(KINDS);
/** What is text in a report, where it is there. */
const TEXTS = ['text', 'local', 'remote', 'path', 'protocol', 'preview', 'hex', 'by', 'message'];

/** Whether a line that hasn't ended may be a report on a call that goes on. */
export function isBegun(line: string): boolean {
  if (line.length >= BEGINNING.length) return line.startsWith(BEGINNING);
  return line !== '' && BEGINNING.startsWith(line);
}

/**
 * What a line says; null where the tap didn't write it. A program can write to the tap's descriptor too, and must not
 * bring the runner down by it.
 */
export function readReport(line: string): TapRecord | TapAnswer | null {
  const report = parse(line);
  const { t, kind, resources, state } = report;
  if (Array.isArray(resources) || typeof state === 'string') return report as TapAnswer;
  if (typeof t !== 'number' || !KNOWN.has(kind)) return null;
  for (const name of TEXTS) {
    if (report[name] !== undefined && typeof report[name] !== 'string') return null;
  }
  // Nothing happens after it was told; a time to come would hold back all that follows.
  report.t = Math.min(t, readClock());
  return report as TapRecord;
}

function parse(line: string): Record<string, unknown> {
  try {
    // A program that was killed within a call can't end its report.
    return Object(JSON.parse(line.endsWith('}') ? line : `${line}}`));
  } catch {
    return {};
  }
}
