// The mistakes that Node or the language reports in a message, and what each means.
import type { Bilingual } from '../../text/language.ts';
import type { explainMessages } from '../../text/messages/explain.ts';

type Messages = typeof explainMessages extends Bilingual<infer M> ? M : never;

/** Writes a paragraph in the language of the messages. */
export type ExplanationText = (messages: Messages) => string;

/**
 * A mistake that a message reports: what is matched against `NAME [CODE]: MESSAGE`, the paragraph, which gets the
 * pattern's groups, and the lesson that explains it.
 */
export type NodeError = [
  pattern: RegExp,
  tell: (say: Messages, ...groups: string[]) => string,
  lesson?: string,
];

const LINES = '09-framing-lines';
const CALLBACK = '02-server-callback';
const EVENTS = '03-server-events';

/** The methods that strings have and buffers don't. */
const OF_TEXT = Object.getOwnPropertyNames(String.prototype).filter(
  (name) => !(name in Buffer.prototype),
);

/** The first that matches counts. */
export const NODE_ERRORS: NodeError[] = [
  [
    /\[ERR_SOCKET_BAD_PORT\].* (>=?) 0 .*Received (?:type \w+ \((.*?)\)|(.*?))\.?$/,
    (say, least, typed, plain) => say.badPort(least === '>' ? 1 : 0, typed || plain || '?'),
    '07-errors-and-ports',
  ],
  [
    /\[ERR_INVALID_ARG_TYPE\]: The "chunk" argument .*Received (.*)$/,
    (say, it) => say.badChunk(it),
  ],
  [
    /\[ERR_INVALID_ARG_TYPE\]: The (?:"(.+?)"|(first)) (?:argument|property) .*Received (.*)$/,
    (say, name, first, received) => say.badArgument(name || (first ? '1' : ''), received ?? ''),
  ],
  [
    /\[ERR_INVALID_ARG_VALUE\]: The argument 'options' must have the property "port" or/,
    (say) => say.badListen,
  ],
  [
    /\[ERR_INVALID_ARG_VALUE\]: The (?:argument|property) '(.+?)' must be (.*)\. Received (.*)$/,
    (say, value, range = '', received = '') => say.outOfRange(value, range, received),
  ],
  [
    /\[ERR_INVALID_IP_ADDRESS\]: Invalid IP address: undefined$/,
    (say) => say.lookupForm,
    '17-names',
  ],
  [/: Cannot find package '(.+?)'/, (say, name) => say.noPackage(name)],
  // Node resolves the program itself from a folder.
  [/: Cannot find module '(.+?)' imported from .*[\\/]$/, (say, name) => say.noProgram(name)],
  [/: Cannot find module '([./].*?|[A-Za-z]:.*?)'/, (say, name) => say.noModule(name)],
  [/: Cannot find module '(.+?)'/, (say, name) => say.noPackage(name)],
  [/: No such built-in module: (.+)$/, (say, name) => say.noBuiltin(name)],
  [
    /: The requested module '(.+?)' does not provide an export named '(.+?)'/,
    (say, module, name = '') => say.noExport(module, name),
  ],
  [/: require is not defined in ES module scope/, (say) => say.noRequire],
  [
    // `data.toString.trim()` is about data, too: the call of toString is what it lacks.
    new RegExp(`TypeError: (.+?)(?:\\.toString)?\\.(${OF_TEXT.join('|')}) is not a function`),
    (say, object, method = '') => say.notText(object, method),
    CALLBACK,
  ],
  [
    /TypeError: process\.(std\w+)\.(setRawMode|cursorTo|moveCursor|clearLine) is not a function/,
    (say, stream, method = '') => say.noTerminal(stream, method),
  ],
  [
    /TypeError: (.+) is not a function or its return value is not/,
    (say, it) => say.notIterable(it),
  ],
  [/TypeError: (.+) is not a function/, (say, expression) => say.notFunction(expression)],
  [
    /: Cannot read properties of null \(reading '(?:address|port|family)'\)/,
    (say) => say.addressNull,
    EVENTS,
  ],
  [
    /: Cannot (?:read|set) properties of (null|undefined) \((?:read|sett)ing '(.+?)'\)/,
    (say, value, property = '') => say.readNothing(value, property),
  ],
  [
    /: Cannot destructure property '(.+?)' of .* as it is (null|undefined)/,
    (say, property, value = '') => say.readNothing(value, property),
  ],
  [/ReferenceError: (\S+) is not defined/, (say, name) => say.notDefined(name)],
  [
    /ReferenceError: Cannot access '(.+?)' before initialization/,
    (say, name) => say.tooEarly(name),
  ],
  [/ReferenceError: Must call super constructor in derived class/, (say) => say.noSuper],
  [
    /TypeError: Class constructor (\S+) cannot be invoked without 'new'/,
    (say, name) => say.noNew(name),
  ],
  [/TypeError: Cannot mix BigInt and other types/, (say) => say.mixedBigInt],
  [/TypeError: (.+) is not iterable/, (say, value) => say.notIterable(value)],
  [/TypeError: Assignment to constant variable/, (say) => say.constAssigned],
  [
    /ERR_BUFFER_OUT_OF_BOUNDS|\[ERR_OUT_OF_RANGE\]: The value of "offset"/,
    (say) => say.outOfBounds,
    '11-framing-length',
  ],
  [
    /\[ERR_OUT_OF_RANGE\]: The value of "(.+?)" is out of range\. It must be (.*)\. Received (.*)$/,
    (say, value, range = '', received = '') => say.outOfRange(value, range, received),
  ],
  [/JavaScript heap out of memory/, (say) => say.outOfMemory, '12-backpressure'],
  [/RangeError: Maximum call stack size exceeded/, (say) => say.endlessCalls],
  [
    /TypeError: Converting circular structure to JSON|serialize a BigInt/,
    (say) => say.unfitForJson,
  ],
  [/SyntaxError: Unexpected non-whitespace character after JSON/, (say) => say.twoJsons, LINES],
  [
    /SyntaxError: (?:Unexpected end of JSON|Unterminated string in JSON)/,
    (say) => say.halfJson,
    LINES,
  ],
  [/SyntaxError: .*JSON/, (say) => say.badJson, LINES],
  // What OpenSSL reports, also in an EPROTO of the system.
  // What is no TLS is seldom that obvious: an echo sends the first message back.
  [/wrong version number|packet length too long/, (say) => say.plainForTls],
  [/SSL routines:\w*:unexpected message/, (say) => say.echoForTls],
  [/SSL routines:\w*:http request/, (say) => say.httpForTls],
  [
    /no suitable signature algorithm|no shared cipher|alert handshake failure/,
    (say) => say.noCertificate,
  ],
  [/unsupported protocol|alert protocol version/, (say) => say.tlsVersions],
  [/alert certificate required/, (say) => say.clientCertificate],
  [/alert unknown ca/, (say) => say.distrusted],
  [/SSL routines:\w*:([^:]+)/, (say, reason) => say.handshake(reason)],
  [
    /\[HPE_\w+\]: Parse Error: (.*)|HTTPParserError(?: \[\w+\])?: (.*)$/,
    (say, reason, other = '') => say.notHttp(reason || other),
  ],
];
