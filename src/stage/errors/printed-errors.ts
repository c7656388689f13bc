// The errors of a program: those in its lines on stderr, and those in its trace.
import { isIP } from 'node:net';
import type { TraceEvent } from '../trace/trace.ts';

/** An error as printed by a program, or by Node for it. */
export interface PrintedError {
  /** `Error`, `TypeError`, …; empty where only a code was printed. */
  name: string;
  /** `ECONNREFUSED`, `ERR_SOCKET_BAD_PORT`, … or null. */
  code: string | null;
  /** The message without name and code in front: `connect ECONNREFUSED 127.0.0.1:6969`. */
  message: string;
  /** The index of its line in stderr; -1 for one from the trace. */
  line: number;
  /** Whether the address in the message is known to be the path of a UNIX socket, whatever it looks like. */
  isPath?: boolean;
}

/** Where a system error happened: an address with a port, or a path. */
export interface ErrorPlace {
  /** The system call: `listen`, `connect`, `bind`, … */
  call: string;
  host: string | null;
  port: number | null;
  path: string | null;
}

// `TypeError [ERR_INVALID_ARG_TYPE]: The …`, also indented as a cause; in brackets where it has no stack.
const HEADER =
  /^\s*(?:Uncaught )?(?:\[cause\]: )?(\[)?((?:[A-Z]\w*)?(?:Error|Rejection)|FATAL ERROR)(?: \[([\w/]+)\])?: ?(.*)$/;
const CODE = /\b(E[A-Z][A-Z0-9]{2,}|EAI_[A-Z]+|ERR_[A-Z0-9_]+)\b/;
const STACK = /^\s+at /;
// A line of the object that Node prints below the stack: `  code: 'EADDRINUSE',`.
const PROPERTY = /^\s+\w+: /;
const CODE_PROPERTY = /^\s+code: '([\w/]+)'/;

/**
 * The errors in lines of stderr, in order. A line with just a code counts as one; those of an AggregateError without a
 * message are one, whose message is theirs, joined by `; `.
 */
export function readPrintedErrors(stderr: readonly string[]): PrintedError[] {
  const errors: PrintedError[] = [];
  let whole: PrintedError | null = null;
  for (const [line, text] of stderr.entries()) {
    const error = readHeader(text, line) ?? (PROPERTY.test(text) ? null : readBare(text, line));
    const [, code] = CODE_PROPERTY.exec(text) ?? [];
    if (code !== undefined) giveCode(errors.at(-1), code);
    if (!/^(\s|Emitted 'error' event)/.test(text)) whole = null;
    if (!error) continue;
    if (whole) {
      whole.message += `${whole.message && '; '}${error.message}`;
      continue;
    }
    if (error.name === 'AggregateError' && error.message === '') whole = error;
    errors.push(error);
  }
  return errors;
}

function readHeader(text: string, line: number): PrintedError | null {
  const [, bracket, name, code = null, rest] = HEADER.exec(text) ?? [];
  if (name === undefined || rest === undefined) return null;
  const message = bracket ? rest.replace(/\](?: \{)?$/, '') : rest;
  return { name, code: code ?? findCode(message), message, line };
}

function readBare(text: string, line: number): PrintedError | null {
  const code = STACK.test(text) ? null : findCode(text);
  return code === null ? null : { name: '', code, message: cutBefore(text, code), line };
}

/** Where the message names no code, the error's first property of that name does. */
function giveCode(error: PrintedError | undefined, code: string): void {
  if (error && error.code === null) error.code = code;
}

/** The errors that the tap saw, also those that the program handled silently, in order. */
export function readErrorEvents(events: readonly TraceEvent[]): PrintedError[] {
  return events.flatMap(({ kind, code, message = '', isPath = false }) =>
    kind === 'error' && typeof code === 'string'
      ? [{ name: 'Error', code, message, line: -1, ...(isPath && { isPath }) }]
      : [],
  );
}

/**
 * Printed errors, with what the tap saw of them: those that a program told in words of its own, such as
 * `failed: ENOTFOUND undefined`, have the message of the last error with that code.
 */
export function completeBare(
  printed: readonly PrintedError[],
  seen: readonly PrintedError[],
): PrintedError[] {
  return printed.map((error) => {
    const same = seen.findLast(
      ({ code, message }) =>
        code === error.code && (error.name === '' || message === error.message),
    );
    return same ? { ...error, message: same.message, ...(same.isPath && { isPath: true }) } : error;
  });
}

// What libuv adds to the code (uv-errmap), where Node prints it; the address comes after it.
const WORDS =
  'address already in use|address not available|permission denied|invalid argument|no such file or directory';
const PLACE = new RegExp(
  `^(\\w+) (?:E[A-Z0-9_]+)(?:: (?:${WORDS}))?(?:,? (.+?))?(?: - Local \\(.*\\))?$`,
);

/** Where an error such as `listen EADDRINUSE: address already in use 127.0.0.1:6969` happened; `isPath`: that is a path. */
export function readErrorPlace(message: string, isPath = false): ErrorPlace {
  const [, call = '', where = ''] = PLACE.exec(message) ?? [];
  if (isPath && where !== '') return { call, host: null, port: null, path: where };
  const [, host = '', port] = /^(.*):(\d+)$/.exec(where) ?? [];
  if (port !== undefined && isIP(host)) return { call, host, port: Number(port), path: null };
  if (isIP(where)) return { call, host: where, port: null, path: null };
  return { call, host: null, port: null, path: where === '' ? null : where };
}

/** `127.0.0.1:6969`, `[::1]:6969`, the host alone where there is no port, or null. */
export function spell({ host, port }: ErrorPlace): string | null {
  if (host === null || port === null) return host;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function findCode(text: string): string | null {
  return CODE.exec(text)?.[1] ?? null;
}

/** `failed: connect ECONNREFUSED …` from the system call on, as Node's own message has it. */
function cutBefore(text: string, code: string): string {
  const start = text.search(new RegExp(`\\w+ ${code}\\b`));
  return start < 0 ? text : text.slice(start);
}
