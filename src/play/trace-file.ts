// A run as a file: its trace, or a picture of it. What the tour did not write itself is never overwritten.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from '../screen/json.ts';
import { renderMermaid } from '../screen/picture/mermaid.ts';
import { makeSequence } from '../screen/picture/sequence.ts';
import { renderSvg } from '../screen/picture/svg.ts';
import { KINDS, type TraceEvent } from '../stage/trace/trace.ts';
import { misuse } from '../text/failure.ts';
import type { Language } from '../text/language.ts';
import { pictureMessages } from '../text/messages/picture.ts';
import { hasCode } from '../workspace/fs-errors.ts';

/** How many events of a run are kept. */
const MOST = 100_000;

/** What stands in a file of ours: a comment in a picture, an event in a trace. */
const OURS = 'socket-tour';

/** A program of a run, as the heading of its rows names it. */
export interface TracedProgram {
  actor: string;
  title: string;
  /** Whether it is not one of Node's, so that its lines have the time of their arrival; absent where it is. */
  isForeign?: true | undefined;
  /** Whether it is one of many clients of its kind, which have no rows of their own; absent where it isn't. */
  isOneOfMany?: true | undefined;
}

/** A saved run. */
export interface Trace {
  /** Those that were to run, whether they were started or not. */
  programs: readonly TracedProgram[];
  /** As they came. */
  events: readonly TraceEvent[];
}

interface Form {
  render(trace: Trace, how: { language: Language; wire: boolean }): string;
  isOurs(text: string): boolean;
}

const FORMS: Readonly<Record<string, Form>> = {
  '.svg': {
    render({ events }, how) {
      const sequence = makeSequence(sortByTime(events), how);
      const title = pictureMessages[how.language].title(sequence.lifelines);
      return `<!-- ${OURS} -->\n${renderSvg(sequence, title)}`;
    },
    isOurs: (text) => text.startsWith(`<!-- ${OURS} -->`),
  },
  '.mmd': {
    render: ({ events }, how) =>
      `%% ${OURS}\n${renderMermaid(makeSequence(sortByTime(events), how))}`,
    isOurs: (text) => text.startsWith(`%% ${OURS}`),
  },
  '.jsonl': {
    render: ({ programs, events }) =>
      [{ programs }, ...events].map((each) => `${stringify(each)}\n`).join(''),
    isOurs(text) {
      const first = text.split('\n', 1)[0] ?? '';
      return (readPrograms(first) ?? readEvent(first)) !== null;
    },
  },
};

// The endings of files that a run can be saved to.
const ENDINGS: readonly string[] = Object.keys(FORMS);

/** Keeps a run's events, and writes them to a file. */
export interface TraceFile {
  take(event: TraceEvent): void;
  /** What was taken is not written. */
  forget(): void;
  /**
   * Writes what was taken since the last time; returns how many events were too many to keep. Throws a Failure where
   * the file can't be written.
   */
  write(programs: readonly TracedProgram[], how: { language: Language; wire: boolean }): number;
}

/**
 * Opens a file for a run, by its ending; nothing is written yet. Throws a usage Failure for another ending, and for a
 * file that holds something else.
 */
export function openTraceFile(file: string): TraceFile {
  const form = FORMS[path.extname(file).toLowerCase()];
  if (!form) throw misuse(pictureMessages, (say) => say.noForm(file, ENDINGS));
  // Found out before the run rather than after it.
  onFile(file, () => statSync(path.dirname(file)));
  const found = readIfThere(file);
  if (found !== null && found.trim() !== '' && !form.isOurs(found)) {
    throw misuse(pictureMessages, (say) => say.notOurs(file));
  }
  let events: TraceEvent[] = [];
  let dropped = 0;
  const forget = () => {
    events = [];
    dropped = 0;
  };
  return {
    forget,
    take(event) {
      if (events.length < MOST) events.push(event);
      else dropped += 1;
    },
    write(programs, how) {
      onFile(file, () => writeFileSync(file, form.render({ programs, events }, how)));
      const lost = dropped;
      forget();
      return lost;
    },
  };
}

/**
 * A saved trace, or what `--json` printed, whose programs are those that were started. Throws a usage Failure where it is
 * none, with the line.
 */
export function readTrace(file: string): Trace {
  const lines = onFile(file, () => readFileSync(file, 'utf8')).split('\n');
  const programs = readPrograms(lines[0] ?? '');
  const events = lines.flatMap((line, index) => {
    if (line.trim() === '' || (programs && index === 0)) return [];
    const event = readEvent(line);
    if (!event) throw misuse(pictureMessages, (say) => say.notATrace(file, index + 1));
    return [event];
  });
  if (events.length === 0) throw misuse(pictureMessages, (say) => say.notATrace(file, 1));
  const starts = events.filter(({ kind, actor }) => kind === 'start' && actor !== 'proxy');
  const started = starts.map(({ actor, text = actor }) => ({ actor, title: text }));
  return { programs: programs ?? started, events };
}

/** Events that are reported late arrive late; a picture has them where they belong. */
function sortByTime(events: readonly TraceEvent[]): TraceEvent[] {
  return events.toSorted((a, b) => a.at - b.at);
}

/** The first line of a saved trace; null where it is another. */
function readPrograms(line: string): TracedProgram[] | null {
  try {
    const { programs } = JSON.parse(line) as { programs?: TracedProgram[] };
    const isProgram = ({ actor, title }: TracedProgram) =>
      typeof actor === 'string' && typeof title === 'string';
    return Array.isArray(programs) && programs.every(isProgram) ? programs : null;
  } catch {
    return null;
  }
}

function readEvent(line: string): TraceEvent | null {
  try {
    const event = JSON.parse(line) as TraceEvent;
    const isEvent = typeof event.at === 'number' && typeof event.actor === 'string';
    return isEvent && KINDS.includes(event.kind) ? event : null;
  } catch {
    return null;
  }
}

function readIfThere(file: string): string | null {
  return onFile(file, () => {
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return null;
      throw error;
    }
  });
}

/** Throws a usage Failure in place of an error of the file system. */
function onFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw misuse(pictureMessages, (say) => say.trouble(file, code, message));
  }
}
