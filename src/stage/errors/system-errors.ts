// What the system's errors mean: by their code, the place, and the circumstances.
import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import { spellWithPort } from '../../text/invocation.ts';
import { leadsTo, readPort } from '../address.ts';
import { tryListening } from '../loopback.ts';
import { nameProgram } from '../program-names.ts';
import type { ErrorContext } from './error-context.ts';
import type { ExplanationText } from './node-errors.ts';
import { explainPath, explainTakenPath } from './path-errors.ts';
import { findPortHolder } from './port-holder.ts';
import { type ErrorPlace, spell } from './printed-errors.ts';
import { readMistake } from './socket-path.ts';

/** Folders of lessons, or a function of the circumstances: a file's EACCES isn't a port's. */
type Lessons = string[] | ((place: ErrorPlace, message: string, context: ErrorContext) => string[]);
type Explain = (
  place: ErrorPlace,
  context: ErrorContext,
  message: string,
) => ExplanationText | Promise<ExplanationText>;

const CLIENT = '04-client';
const ERRORS = '07-errors-and-ports';
const NAMES = '17-names';
const QUEUE = '18-queue';

/** Errors of the system, which come as events, by their code: the lessons, and what an error means. */
export const SYSTEM: Record<string, { lessons: Lessons; explain: Explain }> = {
  EADDRINUSE: { lessons: (at) => (at.path === null ? [ERRORS] : []), explain: explainTaken },
  ECONNREFUSED: {
    lessons: (at, _message, context) => {
      if (readMistake(at.path ?? '')) return [];
      return isBesideServer(at, context) ? [NAMES, CLIENT, ERRORS] : [CLIENT, ERRORS];
    },
    explain: explainRefused,
  },
  ECONNRESET: { lessons: listReset, explain: explainReset },
  EPIPE: {
    lessons: ['14-half-closed'],
    explain:
      (_place, { isUnread }) =>
      (say) =>
        say.closedAlready(isUnread),
  },
  ENOTFOUND: {
    lessons: (at, message) => (takeHost(readName(at, message)) === null ? [NAMES] : []),
    explain: explainName,
  },
  EAI_AGAIN: { lessons: [], explain: explainName },
  ETIMEOUT: { lessons: [], explain: (at) => (say) => say.lookupFailed(nameOf(at)) },
  EADDRNOTAVAIL: {
    lessons: (at, message) => (isOutOfPorts(at, message) ? [QUEUE] : ['03-server-events']),
    explain: (at, _context, message) => (say) =>
      isOutOfPorts(at, message) ? say.portsUsedUp(spell(at) ?? '') : say.notAvailable(nameOf(at)),
  },
  EACCES: { lessons: (at) => (at.port === null ? [] : [ERRORS]), explain: explainDenied },
  ETIMEDOUT: {
    lessons: ({ call }) => [call === 'connect' ? NAMES : '15-silence'],
    explain: (at) => (say) => (at.call === 'connect' ? say.timedOut(spell(at)) : say.fellSilent),
  },
  ENETUNREACH: { lessons: [], explain: (at) => (say) => say.unreachable(spell(at)) },
  EHOSTUNREACH: { lessons: [], explain: (at) => (say) => say.unreachable(spell(at)) },
  EINVAL: { lessons: [], explain: explainInvalid },
  ENOENT: {
    lessons: (at) =>
      isMissingSocket(at) && !readMistake(at.path ?? '') ? ['01-three-sockets'] : [],
    explain: explainMissing,
  },
};

async function explainTaken(place: ErrorPlace, context: ErrorContext): Promise<ExplanationText> {
  const { actor, ownAddresses, programs, restart } = context;
  const { path: socket, port, host } = place;
  const shown = spell(place) ?? '';
  if (socket !== null) return explainTakenPath(socket);
  if (isDatagram(place)) return (say) => say.portTakenUdp(shown);
  if (ownAddresses.includes(shown)) return (say) => say.portTakenBySelf(shown);
  const holder = port === null ? null : await findPortHolder(port, host ?? undefined);
  const known = holder && programs.find(({ pid }) => pid === holder.pid);
  if (known?.actor === actor) return (say) => say.portTakenBySelf(shown);
  if (known) {
    return (say) => say.portTakenByOther(shown, known.actor, path.basename(known.file));
  }
  const isFree = !holder && port !== null && (await tryListening(port, host ?? '::')) === null;
  const withPort = spellWithPort(restart, process.platform, port);
  return (say) => say.portTaken(shown, holder, isFree, withPort);
}

function explainDenied({ port, path: socket, call }: ErrorPlace): ExplanationText {
  if (call === 'send') return (say) => say.broadcast;
  if (port !== null) return (say) => say.deniedPort(port);
  if (socket === null) return (say) => say.denied;
  const fault = explainPath(socket);
  if (fault) return fault;
  const folder = path.dirname(socket);
  // libuv reports a missing folder as EACCES, too (uv_pipe_bind).
  if (call === 'listen' && path.isAbsolute(socket) && !existsSync(folder)) {
    return (say) => say.noFolder(folder);
  }
  return (say) => say.deniedPath(socket);
}

function isMissingSocket({ call, path }: ErrorPlace): boolean {
  return call === 'connect' && path !== null;
}

/** Node gives ECONNRESET to connections that ended without a reset, too, and then names no system call. */
function isReset(message: string): boolean {
  return message.includes('ECONNRESET');
}

function listReset({ call }: ErrorPlace, message: string): string[] {
  if (!isReset(message)) return [];
  return [...(call === 'connect' ? [QUEUE] : []), '13-closing', ERRORS, '05-both-sides'];
}

/** Whether a server of the run has that port, at an address that isn't reached from there. */
function isBesideServer(place: ErrorPlace, context: ErrorContext): boolean {
  const { otherAddresses, ownListening } = context;
  return findBeside(place, [...otherAddresses, ...ownListening]).length > 0;
}

function findBeside(place: ErrorPlace, addresses: readonly string[]): string[] {
  const { port } = place;
  const remote = spell(place);
  if (remote === null || port === null) return [];
  return addresses.filter((each) => readPort(each) === String(port) && !leadsTo(remote, each));
}

/** Whether no port was left for the client's own end: an address that no interface has is one of `bind`, or IPv6. */
function isOutOfPorts({ call, host, port }: ErrorPlace, message: string): boolean {
  return (
    call === 'connect' && isIP(host ?? '') === 4 && port !== null && message.includes('(0.0.0.0:0)')
  );
}

function explainReset(
  _place: ErrorPlace,
  { proxysReset, resetBy, programs, isRejected }: ErrorContext,
  message: string,
): ExplanationText {
  if (message.startsWith('Client network socket disconnected')) return (say) => say.tlsGone;
  if (!isReset(message)) return (say) => say.hangUp;
  // What an await threw can't be caught by a listener.
  const isHeard = !isRejected;
  if (proxysReset !== null) return (say) => say.resetByProxy(proxysReset, isHeard);
  if (resetBy === null) return (say) => say.reset(isHeard);
  const name = nameProgram(resetBy.actor, programs);
  const { by } = resetBy;
  return (say) => (by === 'call' ? say.resetByCall : say.resetByEnd)(name, isHeard);
}

function explainRefused(
  place: ErrorPlace,
  { otherAddresses, ownListening }: ErrorContext,
): ExplanationText {
  const { path, port, host, call } = place;
  if (call.startsWith('query')) return (say) => say.lookupFailed(nameOf(place));
  if (path !== null) return explainPath(path) ?? ((say) => say.refusedPath(path));
  if (isDatagram(place)) return (say) => say.refusedUdp;
  if (host !== null && port === null) return (say) => say.refusedZero;
  // The trace tells a path that looks like an address with `./` before it.
  const isPath = (address: string) => !address.includes(':') || address.startsWith('./');
  const mistakes = otherAddresses.map((each) => (isPath(each) ? readMistake(each) : null));
  const others = [
    ...otherAddresses.filter((_, index) => !mistakes[index]),
    ...findBeside(place, ownListening),
  ];
  const mistake = mistakes.find((each) => each !== null);
  return (say) =>
    say.refused(spell(place), others, mistake ? say.pathNotAddress(...mistake) : null);
}

/** A name that could not be looked up, or an argument that is no name. */
function explainName(place: ErrorPlace, _context: ErrorContext, message: string): ExplanationText {
  const name = readName(place, message);
  const host = takeHost(name);
  if (name !== null && host !== null) return (say) => say.hostOnly(name, host);
  const isAnswered = message.includes('ENOTFOUND');
  return (say) => (isAnswered ? say.notFound(name) : say.lookupFailed(name));
}

function readName(place: ErrorPlace, message: string): string | null {
  return / (?:ENOTFOUND|EAI_AGAIN) (.+)$/.exec(message)?.[1] ?? nameOf(place);
}

/** The host in a URL, or in a host with its port; null where a name is nothing more than a host. */
function takeHost(name: string | null): string | null {
  const [, scheme, host, port] = /^(\w+:\/\/)?([^/]*?)(:\d+)?(?:\/.*)?$/.exec(name ?? '') ?? [];
  return host && (scheme || port) ? host : null;
}

function explainMissing(place: ErrorPlace): ExplanationText {
  const { path } = place;
  if (path === null || !isMissingSocket(place)) return (say) => say.noFile;
  return explainPath(path) ?? ((say) => say.noSocket(path));
}

function explainInvalid({ call, path, host }: ErrorPlace): ExplanationText {
  if (call === 'addMembership') return (say) => say.noGroup;
  if (call === 'send' && host?.includes(':')) return (say) => say.wrongFamily(host);
  return explainPath(path) ?? ((say) => say.invalid(call));
}

/** Whether it was a system call that only datagram sockets make. */
export function isDatagram({ call }: ErrorPlace): boolean {
  return call === 'bind' || call === 'recvmsg' || call === 'send';
}

function nameOf({ host, path }: ErrorPlace): string | null {
  return host ?? path;
}
