// Makes reports of what happens, and stamps them.
import { readClock } from '../clock.ts';
import { hexBytes, PREVIEW_BYTES, previewBytes } from '../preview.ts';
import type { TapAnswer, TapEnding, TapRecord } from '../trace/record.ts';
import { wrapMethod } from './wrap.ts';
import { CLOSING, endSending, flush, isWhole, send } from './write.ts';

/** What there is to report; of bytes the first ones, which become text when they are written. */
export type Report = Omit<TapRecord, 't' | 'preview' | 'hex'> & { first?: Uint8Array };

type Stamped = TapRecord & { first?: Uint8Array | undefined };

/** What a report that has begun is about, until it ends. */
let subject: object | null = null;
/** Reports that are held back; null where each is written at once. */
let held: Stamped[] | null = null;
/** Whether a timer will write those that are held. */
let isScheduled = false;
/** How long a report is held back, in ms: those younger are lost when the program is killed. */
const HELD_MS = 25;
/** How many reports are held back at most. */
const HELD_MOST = 2000;
/** The runner waits for these, and what they end can't be disturbed any more. */
const PROMPT: ReadonlySet<TapRecord['kind']> = new Set(['listening', 'close', 'error']);
// The program may replace it.
const { setTimeout } = globalThis;

/** Lets nothing be lost where the process ends in the middle of a tick. */
export function openReports(): void {
  for (const name of ['abort', 'kill', 'reallyExit']) wrapMethod(process, name, flush);
  wrapMethod(process, 'emit', (_self, [event]) => {
    if (event !== 'exit' && event !== 'uncaughtExceptionMonitor') return;
    release();
    flush();
    if (event !== 'exit') return;
    endSending();
    held = null;
  });
}

/**
 * Holds reports back from now on, until a connection is closed, the program ends, the runner asks something, or
 * `HELD_MS` have passed: formatting and writing a report takes many times longer than noting it.
 */
export function deferReports(): void {
  held = [];
}

/** Sends one report, which is used up, stamped now. */
export function report(record: Report): void {
  const stamped = stamp(record);
  if (held) hold(stamped);
  else {
    closeReport();
    send(`${format(stamped)}\n`);
  }
}

/**
 * Sends a report on `about`, stamped now, all but its end: what a call brings about is only known after it, but
 * whoever sees its effect first must find that something came before.
 */
export function beginReport(about: object, record: Report): void {
  if (isWhole()) {
    report(record);
    return;
  }
  const stamped = stamp(record);
  if (held) hold(stamped);
  else {
    closeReport();
    send(format(stamped).slice(0, -1));
  }
  subject = about;
}

/** Ends the report on `about` with how many bytes wait in the process; nothing where another one closed it. */
export function endReport(about: object, buffered: number): void {
  if (subject !== about) return;
  subject = null;
  const last = held?.at(-1);
  if (last) last.buffered = Number(buffered) || 0;
  else if (!held) send(`,"buffered":${Number(buffered) || 0}}\n`);
}

function stamp(record: Report): Stamped {
  return Object.assign(record, { t: readClock() });
}

/** Sends the answer to a question, after all reports that are held back. */
export function reportAnswer(answer: TapAnswer): void {
  sendAfterAll(answer);
}

/** Sends how the program comes to its end, after all reports that are held back. */
export function reportEnding(ending: Omit<TapEnding, 'begun'>): void {
  sendAfterAll({ ...ending, begun: readClock() });
}

function sendAfterAll(answer: TapAnswer | TapEnding): void {
  if (held) release();
  else closeReport();
  send(`${JSON.stringify(answer)}\n`);
  flush();
}

function closeReport(): void {
  if (subject === null) return;
  subject = null;
  send(CLOSING);
}

function hold(record: Stamped): void {
  subject = null;
  // The program may reuse this memory before the report is written.
  if (record.first) record.first = Uint8Array.prototype.slice.call(record.first, 0, PREVIEW_BYTES);
  held?.push(record);
  if (PROMPT.has(record.kind) || (held?.length ?? 0) >= HELD_MOST) release();
  else if (!isScheduled) {
    isScheduled = true;
    setTimeout(release, HELD_MS).unref();
  }
}

function release(): void {
  isScheduled = false;
  subject = null;
  const records = held ?? [];
  if (records.length === 0) return;
  if (held) held = [];
  send(records.map((record) => `${format(record)}\n`).join(''));
}

/** A record as JSON; it is used up, since copying it would take as long as all the rest. */
function format(record: Stamped): string {
  const { first } = record;
  if (first) {
    record.first = undefined;
    record.preview = previewBytes(first);
    record.hex = hexBytes(first);
  }
  return JSON.stringify(record);
}
