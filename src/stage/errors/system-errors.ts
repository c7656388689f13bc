// The meaning of each known error: by its code, or by its message.
import path from 'node:path';
import { tryListening } from '../loopback.ts';
import type { Program } from '../program.ts';
import { explainFileFault, readFileFault } from './file-errors.ts';
import { type ExplanationText, NODE_ERRORS } from './node-errors.ts';
import { findPortHolder } from './port-holder.ts';
import { type ErrorPlace, type PrintedError, readErrorPlace } from './printed-errors.ts';

/** The circumstances of an error. */
export interface ErrorContext {
  /** The actor that met it. */
  actor: string;
  cwd: string;
  /** The addresses on which the program itself listened, or listens. */
  ownAddresses: readonly string[];
  /** The addresses on which other programs of the run listen. */
  otherAddresses: readonly string[];
  /** The programs of the run. */
  programs: readonly Pick<Program, 'actor' | 'file' | 'pid'>[];
  /** The command that starts the tour with another port. */
  withPort: string;
  /** After how many bytes the proxy reset both sides; null where it didn't. */
  proxysReset: number | null;
}

/** An error's meaning. */
export interface Meaning {
  code: string;
  say: ExplanationText;
  /** Folders of lessons about it, the best first. */
  lessons: readonly string[];
  /** Whether it comes as an 'error' event, which ends a program without a listener for it. */
  isEvent: boolean;
}

/** Folders of lessons, or a function of the circumstances: a file's EACCES isn't a port's. */
type Lessons = string[] | ((place: ErrorPlace) => string[]);
type Explain = (
  place: ErrorPlace,
  context: ErrorContext,
  message: string,
) => ExplanationText | Promise<ExplanationText>;

const CLIENT = '04-client';
const ERRORS = '07-errors-and-ports';
const CLOSING = '13-closing';

/** Errors of the system, which come as events. */
const SYSTEM: Record<string, { lessons: Lessons; explain: Explain }> = {
  EADDRINUSE: { lessons: [ERRORS], explain: explainTaken },
  ECONNREFUSED: { lessons: [CLIENT, ERRORS], explain: explainRefused },
  ECONNRESET: { lessons: [CLOSING, ERRORS, '05-both-sides'], explain: explainReset },
  EPIPE: { lessons: [CLOSING], explain: () => (say) => say.brokenPipe },
  ENOTFOUND: { lessons: [CLIENT], explain: (at) => (say) => say.notFound(nameOf(at)) },
  EAI_AGAIN: { lessons: [CLIENT], explain: (at) => (say) => say.lookupFailed(nameOf(at)) },
  EADDRNOTAVAIL: {
    lessons: ['03-server-events'],
    explain: (at) => (say) => say.notAvailable(nameOf(at)),
  },
  EACCES: { lessons: (at) => (at.port === null ? [] : [ERRORS]), explain: explainDenied },
  ETIMEDOUT: { lessons: [], explain: (at) => (say) => say.timedOut(spell(at)) },
  ENETUNREACH: { lessons: [CLIENT], explain: (at) => (say) => say.unreachable(spell(at)) },
  EHOSTUNREACH: { lessons: [CLIENT], explain: (at) => (say) => say.unreachable(spell(at)) },
  EINVAL: {
    lessons: (at) => (at.path === null ? [] : ['01-three-sockets']),
    explain: explainInvalid,
  },
  ENOENT: {
    lessons: (at) => (isMissingSocket(at) ? ['01-three-sockets'] : []),
    explain: (at) => (say) => (isMissingSocket(at) ? say.noSocket(at.path ?? '') : say.noFile),
  },
  EMFILE: { lessons: [], explain: () => (say) => say.tooManyFiles },
  EMSGSIZE: { lessons: [], explain: () => (say) => say.tooLong },
};

/** What an error means, or null where it is not a known one. */
export async function findMeaning(
  complaint: PrintedError,
  context: ErrorContext,
): Promise<Meaning | null> {
  const { name, code, message } = complaint;
  const fault = readFileFault(message);
  if (fault !== null && fault.code === code) {
    return { code, say: explainFileFault(fault), lessons: [], isEvent: true };
  }
  const system = code !== null && Object.hasOwn(SYSTEM, code) ? SYSTEM[code] : undefined;
  if (system && code !== null) {
    const place = readErrorPlace(message);
    const say = await system.explain(place, context, message);
    const { lessons } = system;
    const known = typeof lessons === 'function' ? lessons(place) : lessons;
    return { code, say, lessons: isDatagram(place) ? [] : known, isEvent: true };
  }
  const bracket = code !== null && !message.includes(code) ? ` [${code}]` : '';
  const line = `${name}${bracket}: ${message}`;
  for (const { pattern, lessons, explain } of NODE_ERRORS) {
    const [match, ...groups] = pattern.exec(line) ?? [];
    const say = match === undefined ? null : explain(groups);
    if (say) return { code: code ?? name, say, lessons, isEvent: code !== null };
  }
  return null;
}

async function explainTaken(place: ErrorPlace, context: ErrorContext): Promise<ExplanationText> {
  const { actor, ownAddresses, programs, withPort } = context;
  const { path: socket, port, host } = place;
  const shown = spell(place) ?? '';
  if (socket !== null) return (say) => say.pathTaken(socket);
  if (isDatagram(place)) return (say) => say.portTakenUdp(shown);
  if (ownAddresses.includes(shown)) return (say) => say.portTakenBySelf(shown);
  const holder = port === null ? null : await findPortHolder(port, host ?? undefined);
  const known = holder && programs.find(({ pid }) => pid === holder.pid);
  if (known?.actor === actor) return (say) => say.portTakenBySelf(shown);
  if (known) {
    return (say) => say.portTakenByOther(shown, known.actor, path.basename(known.file));
  }
  const isFree = !holder && port !== null && (await tryListening(port, host ?? '::')) === null;
  return (say) => say.portTaken(shown, holder, isFree, withPort);
}

function explainDenied({ port, path }: ErrorPlace): ExplanationText {
  if (port !== null) return (say) => say.deniedPort(port);
  return path === null ? (say) => say.denied : (say) => say.deniedPath(path);
}

function isMissingSocket({ call, path }: ErrorPlace): boolean {
  return call === 'connect' && path !== null;
}

function explainReset(_place: ErrorPlace, { proxysReset }: ErrorContext): ExplanationText {
  return proxysReset === null ? (say) => say.reset : (say) => say.resetByProxy(proxysReset);
}

function explainRefused(place: ErrorPlace, { otherAddresses }: ErrorContext): ExplanationText {
  const { path, port, host } = place;
  if (path !== null) return (say) => say.refusedPath(path);
  if (isDatagram(place)) return (say) => say.refusedUdp;
  if (host !== null && port === null) return (say) => say.refusedZero;
  return (say) => say.refused(spell(place), otherAddresses);
}

/** Linux's sun_path holds 108 bytes (unix(7)), and the zero at the end may be missing; macOS's holds 104. */
const PATH_BYTES = process.platform === 'darwin' ? 103 : 108;

function explainInvalid({ call, path }: ErrorPlace): ExplanationText {
  const bytes = Buffer.byteLength(path ?? '');
  return bytes > PATH_BYTES ? (say) => say.pathTooLong(bytes) : (say) => say.invalid(call);
}

/** Whether it was a system call that only datagram sockets make. */
function isDatagram({ call }: ErrorPlace): boolean {
  return call === 'bind' || call === 'recvmsg' || call === 'send';
}

function spell({ host, port }: ErrorPlace): string | null {
  if (host === null) return null;
  if (port === null) return host;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function nameOf({ host, path }: ErrorPlace): string | null {
  return host ?? path;
}
