// What `run` says around the programs' own lines.
import { groupDigits } from '../../digits.ts';
import { spellCommand } from '../../invocation.ts';

/** An open connection (`OpenConnection` of the stage, field by field). */
interface Connection {
  address: string;
  isOwn: boolean;
  isUnread: boolean;
  paused: 'you' | 'option' | 'node' | null;
  isSecuring: boolean;
  held: number;
  hasTimedOut: boolean;
  ended: 'here' | 'there' | null;
}

const PAUSED = {
  you: 'it is paused by pause()',
  option: 'it was paused from the start by pauseOnConnect',
  node: 'Node paused it, since what reads from it, such as a pipe, a readline or a web stream, has ended or takes nothing more',
};

/** In English. */
export const en = {
  noSuchFile: (file: string, endings: string | null, nearest: string | null) =>
    [
      `There is no file ${file}.`,
      nearest === null
        ? 'Check the name; a path is read from the folder you are in.'
        : `Did you mean ${nearest}?`,
      ...(endings === null ? [] : [`A program ends in ${endings}.`]),
    ].join(' '),
  /** `provider`: the package that has it, where that is known. `isAlone`: it may have been meant as an argument. */
  noCommand: (name: string, provider: string | null, isAlone: boolean) =>
    [
      `There is no file ${name}, and no program ${name} is installed.`,
      ...(provider === null ? [] : [`On Debian and Ubuntu the package ${provider} has it.`]),
      ...(isAlone && provider === null
        ? [
            `If it is an argument, put the program and its arguments in quotes: 'server.js ${name}'.`,
          ]
        : []),
    ].join(' '),
  noFile: (operand: string) =>
    `“${operand}” names no program. Variables come before it, arguments after it, all in one pair of quotes: 'NAME=ann client.js hello'.`,
  openQuote: (operand: string, sign: string) =>
    `In ${operand} the quotation mark ${sign} is opened and never closed. Close it, or write \\${sign} for the character itself.`,
  shellSign: (operand: string, sign: string) =>
    `${sign} in ${operand} would be the work of a shell, and none is started here: programs are started directly. Leave it out, or put it in quotes if the program is to get it.`,
  notAProgram: (file: string, extensions: string) =>
    `${file} is not something Node runs here. A program ends in ${extensions}.`,
  isFolder: (file: string) => `${file} is a folder. Name the programs in it: the server first.`,
  notWithFiles: (option: string) =>
    `${option} picks one half of a lesson; with files of your own, name just the one you want.`,
  noHalf: (lesson: string, half: string) => `Lesson ${lesson} has no ${half}.`,
  kept: (lesson: string, files: string) =>
    `${lesson}: the course has a newer ${files}; yours is kept as it is (${spellCommand(`reset ${lesson}`)} puts the new one in place).`,
  serverEnded: (file: string, how: string) =>
    `${file} ended (${how}) before it listened, so no client was started.`,
  serverCleanEnd: (file: string, isFirst: boolean) =>
    `${file} ended by itself without ever listening, so no client was started. A server calls listen() and stays${isFirst ? '; if this one is a client, name the server before it' : ''}.`,
  /** `code`: that of the error that listen() met, and that the program heard. */
  serverNotListening: (file: string, code: string) =>
    `${file} could not listen (${code}) and ended by itself, so no client was started.`,
  neverListened: (file: string, seconds: number) =>
    `${file} runs, but did not listen within ${seconds} s, so no client was started. Is listen() called? (A server in a child process, or in some worker threads, is only noticed on the port that PORT names.)`,
  /** Of one that has started processes or threads whose sockets are not watched. `seconds`: null where it was stopped before. */
  listensUnseen: (file: string, seconds: number | null) =>
    `${file} was not seen to listen${seconds === null ? ' by then' : ` within ${seconds} s`}, so no client was started. It has started a process or a thread, whose sockets are not watched: a server there may well listen, but is only noticed on the port that PORT names. Let it listen on process.env.PORT.`,
  /** A program that is not Node's, of which only its port is known. */
  portClosed: (file: string, seconds: number) =>
    `${file} runs, but its TCP port did not open within ${seconds} s, so no client was started. Is it the port that it was given, on this machine's own address? (UDP and UNIX sockets can't be seen from outside.)`,
  /** A server whose time was up, or that was stopped, before it listened. */
  calledOff: (file: string) =>
    `${file} had not begun to listen by then, so no client was started. Is listen() called? (A server in a child process, or in some worker threads, is only noticed on the port that PORT names.)`,
  /** The same of a program that is not Node's. */
  portCalledOff: (file: string) =>
    `The TCP port of ${file} had not opened by then, so no client was started. (UDP and UNIX sockets can't be seen from outside.)`,
  proxyAlone: (options: string) =>
    `${options} puts a proxy between a client and its server, and here is only one of them. Name both.`,
  notProxied: (file: string, address: string) =>
    `${file} listens on ${address}, and the proxy passes on TCP connections to a port, nothing else. Leave its options out, or let the server listen on a TCP port.`,
  bypassed: (actor: string, address: string) =>
    `${actor} connected to ${address} itself, so nothing of that went through the proxy. It has to take its port from the environment: process.env.PORT.`,
  /** `other`: the program at the other end, where that has not ended the connection either. */
  leftOpen: (
    file: string,
    addresses: string,
    why: 'frozen' | 'unread' | 'half' | 'untouched',
    other: string,
  ) => {
    const reasons = {
      frozen: 'The proxy is frozen, so the server does not hear of it.',
      unread: "It doesn't read what has arrived, so it never gets to the end behind it.",
      half: 'A half-open connection stays until the server ends it too.',
      untouched: `Neither ${file} nor ${other} has ended it: a program that passes bytes on has to pass on their end too, and a broken connection, which pipe() does not.`,
    };
    return `All clients have ended, but ${file} still holds ${addresses} open. ${reasons[why]}`;
  },
  stoppedAfter: (seconds: number) => `Stopped after ${seconds} s.`,
  stillAlive: (actor: string, reasons: string) => `${actor} was still alive: ${reasons}.`,
  isAlive: (actor: string, reasons: string) => `${actor} stays alive: ${reasons}.`,
  stopHint: 'Ctrl-C stops what runs.',
  reasons: {
    listening: (address: string) => `a server listening on ${address}`,
    closing: (address: string) =>
      `a server on ${address} that was told to close() and waits until its connections have ended`,
    connection: ({ address, isOwn, ended, ...rest }: Connection) => {
      const more = [
        ...(ended === 'there' ? ['the other side has ended it, and this one has not'] : []),
        ...(ended === 'here' ? ['it has ended its side, and waits for the end of the other'] : []),
        // Where no byte has come, Node notices an end by itself.
        ...(rest.isUnread
          ? [`nothing reads it${rest.held > 0 ? ', so its end is never noticed' : ''}`]
          : []),
        ...(rest.isSecuring
          ? ['TLS is not set up: not all that this takes has come from the other side']
          : []),
        ...(rest.paused ? [`${PAUSED[rest.paused]}, so nothing is read before resume()`] : []),
        ...(rest.held > 0 ? [countUnread(rest.held)] : []),
        ...(rest.hasTimedOut ? ["its 'timeout' came, which closes nothing by itself"] : []),
      ];
      // Which of the two ends it is isn't known.
      if (isOwn) {
        const details = more.map((each) => `one end: ${each}`);
        return `an open connection to ${address} (${['both ends are its own', ...details].join('; ')})`;
      }
      return `an open connection to ${address}${more.length > 0 ? ` (${more.join('; ')})` : ''}`;
    },
    input: 'it reads its standard input (Ctrl-D ends it)',
    udp: 'an open UDP socket (close() ends it)',
    timer: 'a timer',
    child: 'a process it started',
    worker: 'a worker thread',
    messages: 'an open MessagePort, its own or that of Node, which is still loading it',
    lookup: 'a name that is being looked up',
    connecting: 'a connection that is still being made',
    writing: 'bytes that it wrote, and that the system has not taken yet',
    busy: 'it does not answer: it is still starting, was stopped by a signal, or is busy (an endless loop?)',
    other: (name: string) => name,
    unknown: 'it does not say why',
  },
  sameAddress: (address: string, connections: number) => `${address} (${connections} connections)`,
  moreConnections: (connections: number) =>
    `${connections} more connection${connections === 1 ? '' : 's'}`,
  join: (parts: readonly string[]) => parts.join(', '),
  exitCode: (code: number) => `exit code ${code}`,
  exitSignal: (signal: string) => `ended by ${signal}`,
  failed: (file: string, how: string) => `${file} failed: ${how}.`,
  /** A signal came while a program ended because of an error. */
  failedMeanwhile: (file: string, signal: string) =>
    `${file} failed: an error that nothing caught was ending it when ${signal} came.`,
  /** Of a program between others that has ended: what those saw on their connections to it. */
  cut: {
    /** `code`: that of its error, null after an ordinary end. */
    seen: (actor: string, connection: string, code: string | null) =>
      `${actor} got ${code === null ? 'an end' : `${code}`} (${connection})`,
    all: (actor: string, seen: string, hasEnd: boolean) =>
      `The connections of ${actor} ended with it: ${seen}.${hasEnd ? ' An end looks the same whether a program ended its connection, or was ended itself.' : ''}`,
  },
  /** Of a program that ended with the exit code 0 and a connection still open. */
  lost: {
    destroyed: (actor: string, other: string, bytes: number) =>
      `${actor} called destroy() before all was sent that it had written to ${other}: ${groupDigits(bytes)} bytes never arrived there. end() sends what waits, and closes after that.`,
    /** `isDrained`: it was not ended by a call. */
    sent: (actor: string, other: string, bytes: number, isDrained: boolean) =>
      `${actor} ended while its connection to ${other} was open: ${groupDigits(bytes)} of the bytes that it had written never arrived there.${isDrained ? '' : ' process.exit() waits for nothing that is still to be sent; without it, a program ends when all is done.'}`,
    unread: (actor: string, other: string, bytes: number, isDrained: boolean) =>
      `${actor} ended while its connection to ${other} was open: ${groupDigits(bytes)} of the bytes that ${other} wrote never got to it.${isDrained ? '' : ' process.exit() waits for nothing.'}`,
  },
  /** Of a program that ended by itself, with something open that keeps no program alive. */
  drained: {
    connections: (
      actor: string,
      connections: number,
      addresses: string,
      why: 'letGo' | 'paused' | 'half' | 'unread',
    ) => {
      const reasons = {
        letGo: 'after unref(), a socket keeps no program alive',
        paused: 'a paused socket, from which Node reads nothing, keeps no program alive',
        half: 'it never called end(), and once the other side has ended, such a socket keeps no program alive',
        unread:
          'not all that had arrived was read, and a socket from which Node reads nothing more keeps no program alive',
      };
      const open = connections === 1 ? 'its connection to' : 'its connections to';
      const were = connections === 1 ? 'was' : 'were';
      return `${actor} ended by itself, though ${open} ${addresses} ${were} open: ${reasons[why]}. Nothing else was left to keep it running.`;
    },
    servers: (actor: string, addresses: string) =>
      `${actor} ended by itself, though it listened on ${addresses}: after unref(), a server keeps no program alive. Nothing else was left to keep it running.`,
  },
  brokenText: (actor: string) =>
    `${actor} printed �, which stands for bytes that are no text in UTF-8. Either they never were, or a character was cut between two chunks, and each chunk was made a text of its own: socket.setEncoding('utf8') keeps the first part until the rest is there.`,
  /** A program without a tap in the heading. */
  onArrival: (title: string) => `timed on arrival: ${title}`,
  /** `isFirst`: it is the server whose port --port names. */
  noPlace: (title: string, isFirst: boolean) =>
    `Where ${title} will listen is not known, so what comes after it could not be started. Give it the port: write {port} in its arguments${isFirst ? ', or name its own by --port N' : ''}.`,
  notTogether: (one: string, other: string) => `${one} and ${other} do not go together.`,
  /** After many runs, of which some failed. */
  someFailed: (failed: number, runs: number) =>
    failed === 1
      ? `1 of ${runs} runs failed. It is counted in the chart as far as it came.`
      : `${failed} of ${runs} runs failed. They are counted in the chart as far as they came. The first of them:`,
  /** Many runs that were ended before the last. */
  fewerRuns: (done: number, times: number) => `Stopped after ${done} of ${times} runs.`,
  /** After a run with the kernel's states. */
  looks: (looks: number) =>
    `The kernel was asked ${looks} ${looks === 1 ? 'time' : 'times'} for its connections. A state that came and went between two looks has no row.`,
  noStates: (why: string) => `The kernel's table of connections could not be read: ${why}`,
  firstEvents: (events: number) => `Drawn from the first ${events} events.`,
  watching: 'Watching for a save. Ctrl-C ends it.',
  saved: (files: string) => `Saved: ${files}`,
};

function countUnread(bytes: number): string {
  const have = bytes === 1 ? 'byte that has arrived is' : 'bytes that have arrived are';
  return `${groupDigits(bytes)} ${have} unread`;
}
