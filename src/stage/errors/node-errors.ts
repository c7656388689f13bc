// The mistakes that Node or the language reports in a message, and what each means.
import type { Bilingual } from '../../text/language.ts';
import type { explainMessages } from '../../text/messages/explain.ts';

type Messages = typeof explainMessages extends Bilingual<infer M> ? M : never;

/** Writes a paragraph in the language of the messages. */
export type ExplanationText = (messages: Messages) => string;

const BUFFERS = '10-buffers';
const CLOSING = '13-closing';

/** A mistake that Node or the language reports in a message. */
export interface NodeError {
  /** Matched against `NAME [CODE]: MESSAGE`. */
  pattern: RegExp;
  lessons: string[];
  /** Gets the pattern's groups; null where the message only looks alike. */
  explain(groups: string[]): ExplanationText | null;
}

/** The first that matches counts. */
export const NODE_ERRORS: NodeError[] = [
  {
    pattern: /\[ERR_SOCKET_BAD_PORT\].*Received (?:type \w+ \((.*?)\)|(.*?))\.?$/,
    lessons: ['02-server-callback'],
    explain:
      ([typed, plain]) =>
      (say) =>
        say.badPort(typed || plain || '?'),
  },
  {
    pattern: /\[ERR_INVALID_ARG_TYPE\]: The "(.+?)" argument .*Received (.*)$/,
    lessons: [BUFFERS],
    explain: ([argument = '', received = '']) =>
      argument === 'chunk'
        ? (say) => say.badChunk(received)
        : (say) => say.badArgument(argument, received),
  },
  {
    pattern: /\[ERR_INVALID_ARG_VALUE\]: The argument 'options' must have the property "port" or/,
    lessons: ['02-server-callback'],
    explain: () => (say) => say.badListen,
  },
  {
    pattern: /\[?ERR_STREAM_WRITE_AFTER_END|: write after end$/,
    lessons: [CLOSING],
    explain: () => (say) => say.writeAfterEnd,
  },
  {
    pattern: /ERR_STREAM_DESTROYED/,
    lessons: [CLOSING],
    explain: () => (say) => say.destroyed,
  },
  {
    pattern: /ERR_SERVER_ALREADY_LISTEN/,
    lessons: ['03-server-events'],
    explain: () => (say) => say.listenTwice,
  },
  {
    pattern: /ERR_SERVER_NOT_RUNNING/,
    lessons: [],
    explain: () => (say) => say.notRunning,
  },
  {
    pattern: /: Cannot find package '(.+?)'/,
    lessons: [],
    explain:
      ([name = '']) =>
      (say) =>
        say.noPackage(name),
  },
  {
    // Node resolves the program itself from a folder.
    pattern: /: Cannot find module '(.+?)' imported from .*[\\/]$/,
    lessons: [],
    explain:
      ([name = '']) =>
      (say) =>
        say.noProgram(name),
  },
  {
    pattern: /: Cannot find module '(.+?)'/,
    lessons: [],
    explain: ([name = '']) =>
      /^[./]|^[A-Za-z]:/.test(name) ? (say) => say.noModule(name) : (say) => say.noPackage(name),
  },
  {
    pattern: /: No such built-in module: (.+)$/,
    lessons: [],
    explain:
      ([name = '']) =>
      (say) =>
        say.noBuiltin(name),
  },
  {
    pattern: /: The requested module '(.+?)' does not provide an export named '(.+?)'/,
    lessons: [],
    explain:
      ([module = '', name = '']) =>
      (say) =>
        say.noExport(module, name),
  },
  {
    pattern: /: require is not defined in ES module scope/,
    lessons: [],
    explain: () => (say) => say.noRequire,
  },
  {
    pattern: /TypeError: (?:(.+)\.)?([\w$]+) is not a function/,
    lessons: ['02-server-callback', BUFFERS],
    explain: ([object, method = '']) =>
      object !== undefined && isOnlyOfText(method) ? (say) => say.notText(object, method) : null,
  },
  {
    pattern: /TypeError: (.+) is not a function/,
    lessons: [],
    explain:
      ([expression = '']) =>
      (say) =>
        say.notFunction(expression),
  },
  {
    pattern: /: Cannot read properties of null \(reading '(?:address|port|family)'\)/,
    lessons: ['03-server-events'],
    explain: () => (say) => say.addressNull,
  },
  {
    pattern: /: Cannot read properties of (null|undefined) \(reading '(.+?)'\)/,
    lessons: [],
    explain:
      ([value = '', property = '']) =>
      (say) =>
        say.readNothing(value, property),
  },
  {
    pattern: /ReferenceError: (\S+) is not defined/,
    lessons: [],
    explain:
      ([name = '']) =>
      (say) =>
        say.notDefined(name),
  },
  {
    pattern: /TypeError: Assignment to constant variable/,
    lessons: [],
    explain: () => (say) => say.constAssigned,
  },
  {
    pattern: /ERR_BUFFER_OUT_OF_BOUNDS|\[ERR_OUT_OF_RANGE\]: The value of "offset"/,
    lessons: ['11-framing-length', BUFFERS],
    explain: () => (say) => say.outOfBounds,
  },
  {
    pattern: /JavaScript heap out of memory/,
    lessons: ['12-backpressure'],
    explain: () => (say) => say.outOfMemory,
  },
  {
    pattern: /RangeError: Maximum call stack size exceeded/,
    lessons: [],
    explain: () => (say) => say.endlessCalls,
  },
  { pattern: /^UnhandledPromiseRejection/, lessons: [], explain: () => (say) => say.rejected },
  {
    pattern: /SyntaxError: .*JSON/,
    lessons: ['09-framing-lines'],
    explain: () => (say) => say.badJson,
  },
];

/** Whether strings have a method of that name and buffers don't. */
function isOnlyOfText(method: string): boolean {
  return method in String.prototype && !(method in Buffer.prototype);
}
