// The meaning of each known error: by its code, or by its message.
import { codeMessages } from '../../text/messages/codes.ts';
import { explainAttempts, readAttempts } from './attempts.ts';
import type { ErrorContext } from './error-context.ts';
import { explainFileFault, readFileFault } from './file-errors.ts';
import { type ExplanationText, NODE_ERRORS } from './node-errors.ts';
import { type PrintedError, readErrorPlace } from './printed-errors.ts';
import { isDatagram, SYSTEM } from './system-errors.ts';

/** An error's meaning. */
export interface Meaning {
  code: string;
  say: ExplanationText;
  /** Folders of lessons about it, the best first. */
  lessons: readonly string[];
  /** Whether it comes as an 'error' event, which ends a program without a listener for it. */
  isEvent: boolean;
}

const CLIENT = '04-client';
/** The lessons about errors of which the code alone tells what they mean. */
const BY_CODE: Readonly<Record<string, string>> = {
  ERR_STREAM_DESTROYED: '19-chat',
};

/** What an error means, or null where it is not a known one. */
export async function findMeaning(
  complaint: PrintedError,
  context: ErrorContext,
): Promise<Meaning | null> {
  const { code, message } = complaint;
  const fault = readFileFault(message);
  if (fault !== null && fault.code === code) {
    return { code, say: explainFileFault(fault), lessons: [], isEvent: true };
  }
  const system = code === null ? null : await findBySystem(code, complaint, context);
  return system ?? findByMessage(complaint) ?? findByCode(code);
}

async function findBySystem(
  code: string,
  { message, isPath }: PrintedError,
  context: ErrorContext,
): Promise<Meaning | null> {
  const attempts = readAttempts(message);
  if (attempts.length > 1) {
    const isRefused = attempts.some((each) => each.code === 'ECONNREFUSED');
    const lessons = ['17-names', ...(isRefused ? [CLIENT] : [])];
    return { code, say: explainAttempts(attempts, context), lessons, isEvent: true };
  }
  if (!Object.hasOwn(SYSTEM, code)) return null;
  const place = readErrorPlace(message, isPath);
  const { explain, lessons } = SYSTEM[code] as (typeof SYSTEM)[string];
  const say = await explain(place, context, message);
  const known = typeof lessons === 'function' ? lessons(place, message, context) : lessons;
  return { code, say, lessons: isDatagram(place) ? [] : known, isEvent: true };
}

function findByMessage({ name, code, message }: PrintedError): Meaning | null {
  const bracket = code !== null && !message.includes(code) ? ` [${code}]` : '';
  const line = `${name}${bracket}: ${message}`;
  for (const [pattern, tell, lesson] of NODE_ERRORS) {
    const match = pattern.exec(line);
    if (!match) continue;
    const groups = match.slice(1).map((group) => group ?? '');
    const lessons = lesson === undefined ? [] : [lesson];
    const say: ExplanationText = (messages) => tell(messages, ...groups);
    return { code: code ?? name, say, lessons, isEvent: code !== null };
  }
  return null;
}

function findByCode(code: string | null): Meaning | null {
  if (code === null || !Object.hasOwn(codeMessages.en.codes, code)) return null;
  const key = code as keyof typeof codeMessages.en.codes;
  const lesson = BY_CODE[code];
  const lessons = lesson === undefined ? [] : [lesson];
  // That one says by itself that a promise failed.
  const isEvent = code !== 'ERR_UNHANDLED_REJECTION';
  return { code, say: ({ codes }) => codes[key], lessons, isEvent };
}
