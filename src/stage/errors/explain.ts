// What a learner's error means here: one plain paragraph beside the original message.
import path from 'node:path';
import { sayBoth } from '../../text/bilingual.ts';
import type { Bilingual } from '../../text/language.ts';
import { explainMessages } from '../../text/messages/explain.ts';
import { findListening } from '../alive.ts';
import type { Exit } from '../program.ts';
import { mentionsInput } from '../program-source.ts';
import { PROXY } from '../proxy/proxy.ts';
import type { TraceEvent } from '../trace/trace.ts';
import { drawFrame, findSyntaxError } from './code-frame.ts';
import type { ErrorContext } from './error-context.ts';
import { findMeaning, type Meaning } from './meaning.ts';
import {
  completeBare,
  type PrintedError,
  readErrorEvents,
  readPrintedErrors,
} from './printed-errors.ts';
import { findResetter } from './resetter.ts';

/** A program that met an error, and what is known of its run. */
export interface FailureReport {
  /** `server`, `client`, … */
  actor: string;
  /** How it ended; null while it runs. */
  exit: Exit | null;
  /** The events of the run so far, of all actors; of the actor only those since its last start count. */
  events: readonly TraceEvent[];
  /** The programs of the run, if known: no learner is advised to kill one of them. */
  programs?: ErrorContext['programs'];
  /** Its lines on standard error; by default those in the events. */
  stderr?: readonly string[];
  /** The folder that file names are relative to, absolute; the working directory by default. */
  cwd?: string;
  /** The command that starts the tour; `socket-tour` by default. */
  restart?: string;
  /** The folder of the current lesson, which is not pointed to. */
  currentLesson?: string;
}

/** What an error means. */
export interface Explanation {
  /** `EADDRINUSE`, `ERR_SOCKET_BAD_PORT`, `TypeError`, `SyntaxError`, … */
  code: string;
  /** One paragraph. */
  text: Bilingual;
  /** For a syntax error: its place, and up to three lines that show it; else empty. */
  frame: string[];
  /** The folder of the lesson that explains it, or null where there is none (yet). */
  lesson: string | null;
}

/** A meaning, and for a syntax error its frame. */
type Found = Meaning & { frame?: string[] };

/** Node's exit code when an await at the top level is still waiting at the end. */
const UNSETTLED = 13;
/** The line of Node's own code that it may print where nothing caught a rejection; that of a module is cut off. */
const REJECTED = /^\s+triggerUncaughtException\((?:err, true \/\* fromPromise \*\/\);)?$/;
const UNHANDLED = /\/\/ Unhandled 'error' event/;

/**
 * Explains the last error of a program if it is a known one; else null. A printed error
 * comes before one that only the trace saw. `hasLesson` says whether a lesson's folder exists.
 */
export async function explain(
  report: FailureReport,
  hasLesson: (folder: string) => boolean,
): Promise<Explanation | null> {
  const own = readOwnEvents(report);
  const stderr =
    report.stderr ?? own.flatMap(({ kind, text = '' }) => (kind === 'stderr' ? [text] : []));
  const context = readContext(report, own, stderr);
  const events = readErrorEvents(own);
  const found =
    explainThrown(stderr) ??
    (await findLast(completeBare(readPrintedErrors(stderr), events), context)) ??
    explainSyntax(stderr, context.cwd) ??
    (await findLast(events, context)) ??
    explainExit(report);
  if (!found) return null;
  const lesson = found.lessons.find(hasLesson) ?? null;
  const isUnhandled = found.isEvent && stderr.some((line) => UNHANDLED.test(line));
  const isRejected = found.isEvent && context.isRejected;
  const text = sayBoth(explainMessages, (say, language) => {
    const parts = [found.say(say)];
    if (isUnhandled) parts.push(say.unhandled);
    else if (isRejected) parts.push(say.rejected);
    if (lesson && lesson !== report.currentLesson) {
      parts.push(say.lesson(Number.parseInt(lesson, 10), lesson));
    }
    return parts.join(language === 'en' ? ' ' : '');
  });
  return { code: found.code, text, frame: found.frame ?? [], lesson };
}

function readOwnEvents({ actor, events }: FailureReport): TraceEvent[] {
  const start = events.findLastIndex((event) => event.actor === actor && event.kind === 'start');
  return events.slice(Math.max(0, start)).filter((event) => event.actor === actor);
}

function readContext(
  report: FailureReport,
  own: readonly TraceEvent[],
  stderr: readonly string[],
): ErrorContext {
  const program = report.programs?.find(({ actor }) => actor === report.actor);
  const others = new Set(report.events.map(({ actor }) => actor));
  others.delete(report.actor);
  return {
    actor: report.actor,
    cwd: report.cwd ?? process.cwd(),
    ownAddresses: own.flatMap(({ kind, local }) => (kind === 'listening' && local ? [local] : [])),
    ownListening: findListening(
      own.filter(({ kind }) => kind !== 'exit'),
      report.actor,
    ),
    otherAddresses: [...others].flatMap((actor) => findListening(report.events, actor)),
    programs: report.programs ?? [],
    isRejected: program?.ending?.cause === 'rejected' || stderr.some((line) => REJECTED.test(line)),
    restart: report.restart ?? 'socket-tour',
    proxysReset: findProxysReset(report),
    isUnread: wasUnread(own),
    resetBy: findResetter(report),
  };
}

/** Whether nobody read the connection of the last EPIPE when the other side's FIN came. */
function wasUnread(own: readonly TraceEvent[]): boolean {
  const broken = own.findLast(({ kind, code }) => kind === 'error' && code === 'EPIPE');
  return (
    broken?.connection !== undefined &&
    own.some(
      ({ kind, isUnread, connection }) =>
        kind === 'fin' && isUnread && connection === broken.connection,
    )
  );
}

/** The bytes after which a proxy reset both sides since the actor was started, or null. */
function findProxysReset({ actor, events }: FailureReport): number | null {
  const start = events.findLastIndex((event) => event.actor === actor && event.kind === 'start');
  const reset = events
    .slice(start + 1)
    .find((event) => event.actor === PROXY && event.kind === 'reset' && !event.to);
  return reset?.bytes ?? null;
}

async function findLast(
  complaints: readonly PrintedError[],
  context: ErrorContext,
): Promise<Found | null> {
  for (const complaint of complaints.toReversed()) {
    const finding = await findMeaning(complaint, context);
    if (finding) return finding;
  }
  return null;
}

function explainSyntax(stderr: readonly string[], cwd: string): Found | null {
  const place = findSyntaxError(stderr);
  if (!place) return null;
  const isAwait = place.what.startsWith('Top-level await');
  return {
    code: 'SyntaxError',
    say: (say) =>
      isAwait ? say.topLevelAwait : say.syntax(path.basename(place.file), place.line, place.what),
    lessons: [],
    isEvent: false,
    frame: drawFrame(place, cwd),
  };
}

/** Node prints this where what was thrown has no stack. */
const NO_ERROR = /^\(Use `\S+ --trace-uncaught/;

function explainThrown(stderr: readonly string[]): Found | null {
  if (!stderr.some((line) => NO_ERROR.test(line))) return null;
  return { code: 'throw', say: (say) => say.thrown, lessons: [], isEvent: false };
}

function explainExit({ actor, exit, programs }: FailureReport): Found | null {
  if (exit?.signal === 'SIGKILL') {
    return { code: 'SIGKILL', say: (say) => say.killed, lessons: ['20-shutdown'], isEvent: false };
  }
  if (exit?.code !== UNSETTLED) return null;
  const { file = null } = programs?.find((program) => program.actor === actor) ?? {};
  const isInput = file !== null && mentionsInput(file);
  return { code: 'exit 13', say: (say) => say.unsettled(isInput), lessons: [], isEvent: false };
}
