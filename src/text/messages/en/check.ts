// The messages of the checks: stories, verdicts, and the words around them.
import { groupDigits } from '../../digits.ts';
import { spellCommand } from '../../invocation.ts';

/** What a proxy does to the data that passes through it. */
type ProxyFaults = Partial<Record<'split' | 'delay' | 'resetAfter' | 'drop', number>> & {
  coalesce?: boolean;
};

/** In English. */
export const en = {
  bytes: (shown: string, count: number, rest: number) =>
    `${shown}${rest > 0 ? ' …' : ''} (${groupDigits(count)} ${count === 1 ? 'byte' : 'bytes'})`,
  hashed: (count: number) => `${groupDigits(count)} bytes`,
  nothing: 'nothing',
  lines: (lines: string[], more: number) =>
    `${lines.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  story: {
    started: (file: string, runs: number) =>
      runs === 1 ? `${file} was started` : `${file} was run ${runs} times, one run after the other`,
    connected: (port: number, isPaused = false) =>
      `a peer ${isPaused ? 'that does not read ' : ''}connected (port ${port})`,
    wrote: (bytes: string) => `the peer wrote ${bytes}`,
    wrotePiece: (bytes: string) => `the peer wrote ${bytes}, and waited until it had been read`,
    wrotePieces: (bytes: string, pieces: number) =>
      `the peer wrote ${bytes}, in ${pieces} pieces, each after the one before had been read`,
    wroteFirst: (bytes: string, sent: number, pieces: number) =>
      `the peer wrote ${bytes}, the first ${sent === 1 ? '' : `${sent} `}of ${pieces} pieces`,
    ended: 'the peer ended its side (FIN)',
    destroyed: 'the peer closed the connection',
    reset: 'the peer reset the connection (RST)',
    paused: 'the peer stopped reading',
    resumed: 'the peer reads again',
    got: (bytes: string) => `the program sent ${bytes}`,
    gotMany: (count: number) => `the program sent ${groupDigits(count)} bytes`,
    sawEnd: 'the program ended its side (FIN)',
    sawReset: 'the program reset the connection (RST)',
    listening: (port: number) => `a server listens on port ${port}`,
    accepted: (port: number) => `the program connected to that server (from port ${port})`,
    proxy: (faults: string) => `a proxy is in front of the program: ${faults}`,
    faults: ({ split, coalesce, delay, resetAfter, drop }: ProxyFaults) =>
      [
        split === undefined ? [] : `${split} ${split === 1 ? 'byte' : 'bytes'} at a time`,
        coalesce ? 'what comes in a burst goes on as one write' : [],
        delay === undefined ? [] : `everything comes ${delay} ms later`,
        resetAfter === undefined ? [] : `both sides are reset after ${resetAfter} bytes`,
        drop === undefined ? [] : `nothing gets through after ${drop} bytes`,
      ]
        .flat()
        .join(', '),
    ports: (taken: readonly number[], free: readonly number[]) =>
      taken.length === 0 || free.length === 0
        ? `ports ${joinPorts([...taken, ...free])}: all ${free.length === 0 ? 'taken' : 'free'}`
        : `taken: ${namePorts(taken)}; free: ${namePorts(free)}`,
    portsFreed: (ports: readonly number[]) => `${namePorts(ports)} became free again`,
  },
  expectLine: 'a line, with its newline',
  expectRead: 'the program reads what was written',
  expectEnd: 'the end of the connection (FIN)',
  expectClosing: 'the connection is closed',
  expectProgram: (file: string) => `a program ${file}`,
  expectListening: (file: string) => `${file} listens`,
  expectConnect: 'the connection is accepted',
  expectExit: 'the program ends',
  expectAccept: 'the program connects',
  never: {
    deadline: {
      nothing: (seconds: number) => `nothing within ${seconds} s`,
      only: (bytes: string, seconds: number) => `only ${bytes} within ${seconds} s`,
      running: (seconds: number) => `it still runs after ${seconds} s`,
    },
    idle: {
      nothing: (_seconds: number) => 'nothing, and the program just waits',
      only: (bytes: string, _seconds: number) => `only ${bytes}, and then the program just waits`,
      running: (_seconds: number) => 'it still runs, and only waits',
    },
    stuck: {
      nothing: (_seconds: number) =>
        'nothing: it is busy with itself, and its event loop stands still',
      only: (bytes: string, _seconds: number) =>
        `only ${bytes}: it is busy with itself, and its event loop stands still`,
      running: (_seconds: number) => 'it still runs, busy with itself; its event loop stands still',
    },
  },
  gotEnd: (bytes: string | null) =>
    bytes === null ? 'the end of the connection' : `${bytes} and then the end of the connection`,
  gotReset: 'the connection was reset',
  gotRefused: (address: string) =>
    `the connection was refused; the server began to listen on ${address}`,
  expectPlace: (address: string) => `it listens on ${address}, as HOST and PORT say`,
  gotPlace: (address: string) => `it wants ${address}`,
  expectAnswer: 'the program can be spoken to',
  gotNoAnswer: 'it gave no answer before, and was not asked again',
  gotExit: (how: string) => `the program ended: ${how}`,
  exitCode: (code: number) => `exit code ${code}`,
  exitSignal: (signal: string) => `ended by ${signal}`,
  notApplied: 'the proxy could not do its part',
  expectPort: 'the server listens on a TCP port',
  gotAddress: (address: string) => `the server listens on ${address}`,
  unread: 'the program did not read the pieces one by one',
  stalled: 'the machine was too busy to tell',
  strayLinks: (links: readonly string[]) =>
    `Not run: ${links.join(', ')} ${links.length === 1 ? 'is a link that leads' : 'are links that lead'} out of the hand-in. Links are not followed there; ask for the files themselves.`,
  judgeEnded:
    'Not decided: the process that ran the checks was ended from outside before it had a verdict, either by this hand-in or by a system that has run out of memory. Read the code of the hand-in before you run it again.',
  lacks: {
    processes: 'this system lets you start no more processes or threads: end some, then try again',
    folder:
      'the temporary folder is missing or cannot be written to: set TMPDIR to one that can be',
    loopback: 'the loopback interface (127.0.0.1) does not work here: doctor tells more',
    descriptors: 'this system lets a process open too few files: raise the limit (ulimit -n)',
  },
  portsLost: (ports: readonly number[]) =>
    `another program of this machine took ${namePorts(ports)} in between`,
  noPorts: (count: number) => `there are no ${count} free ports in a row on this machine`,
  noFolder: (folder: string) =>
    `There is no folder ${folder}. Name one with the programs of the lesson in it.`,
  nothingHandedIn: (folder: string) =>
    `${folder} holds no lesson's folder such as 05-both-sides, so there is nothing to check. Name the lesson in place of --all where the programs lie in ${folder} itself.`,
  noProgram: (names: string) => `there is no ${names} here`,
  passed: 'pass',
  failed: 'fail',
  inconclusive: 'inconclusive, try again',
  /** Behind a title: the check's id, and how long it took. */
  spent: (id: string, seconds: string) => `(${id},\u00a0${seconds}\u00a0s)`,
  /** A name and what it stands for, on one line of the story. */
  named: (name: string, text: string) => `${name}: ${text}`,
  whatHappened: 'What happened',
  expected: 'expected',
  got: 'got',
  itsOutput: 'What the program printed',
  noOutput: 'The program printed nothing.',
  sameLines: (more: number) => `… ${more} more lines like this one …`,
  /** Behind the count of hints. */
  moreHints: ' (h, or hint, again for a stronger one)',
  /** Below the last hint. */
  lastHint:
    'That was the last hint. To see a solution, press s in the tour, or use the command solution.',
  checkingNow: 'checking …',
  /** Beside what is being checked: what Enter does. */
  entersCallOff: (status: string) => `${status} · Enter calls it off`,
  calledOff: 'The checks were called off.',
  /** A fault of the course's own, in the middle of the tour. */
  broken: (message: string) =>
    `The checks of this lesson could not do their work: ${message}. That is a fault of the tour, and none of your code. You can go on as before.`,
  checking: (lesson: string, id: string, done: number, all: number) =>
    `checking ${lesson}: ${id} (${done}/${all})`,
  /** Why a program failed, whatever was asked of it. */
  cause: {
    stopped: (file: string) => `An error ended ${file}`,
    killed: (file: string) =>
      `${file} was killed by SIGKILL, which the check didn't send: by the system, for taking too much memory, or by itself`,
    didNothing: (file: string) =>
      `${file} ended by itself, without an error, before it printed a line or used a socket: is everything in it that should be?`,
    first: 'Put this right first. Until then the check says little about the rest.',
  },
  /** Before a line that a program printed, where it was started several times. */
  nthStart: (file: string, start: number) => `${file}, start ${start}`,
  /** Below the first failure, which is told in full, and others, of which only the title is shown. */
  othersFailed: (command: string) =>
    `Only the first failure is told in full; the next one follows once it passes. All of them at once: ${command}`,
  /** Before what is being checked, where there is more than one lesson. */
  doneOf: (done: number, all: number, what: string) => `${done} of ${all} done · ${what}`,
  summary: (passed: number, failed: number, inconclusive: number) =>
    [
      `${passed} passed`,
      ...(failed > 0 ? [`${failed} failed`] : []),
      ...(inconclusive > 0 ? [`${inconclusive} inconclusive`] : []),
    ].join(', '),
  allPass: 'All checks pass.',
  turnPasses: 'All checks of this turn pass.',
  /** Below `allPass`, where the run above it failed. */
  runFailed: (files: string) =>
    `In the run above, though, ${files} failed. The checks are runs of their own, each on a port and a path that no other program uses, so the two can differ. r runs your programs again.`,
  noCheck: (id: string, ids: readonly string[]) =>
    `There is no check ${id} in this lesson. Its checks: ${ids.join(', ')}.`,
  /** Below a check that failed: how to see what happened in it. */
  showHint: (command: string) => `What it did, row by row: ${command}`,
  showHintKey: 'v: what the check did, row by row',
  nothingToShow: 'No check has failed here. c checks your code.',
  notChecked: 'Your code is still being checked.',
  notSaved: 'No check failed, so nothing was saved.',
  savedCheck: (id: string, file: string) => `What ${id} did is saved in ${file}.`,
  passesNow: (id: string) => `${id} passes, so there is no failure to replay.`,
  passedSlowly: (id: string) =>
    `Played slowly, ${id} passes: at full speed it fails. What your program does depends on time.`,
  timed:
    'With more time between its steps, the check ends in another way: your program depends on time. So here it is at full speed.',
  onceMore: 'Nothing could be decided, so here it is once more.',
  waitsForDebugger: (file: string, address: string) => `${file} waits for a debugger at ${address}`,
  howToDebug:
    'Attach to it: “Debug: Attach to Node Process” in VS Code, or chrome://inspect in Chrome. While the program is stopped, no deadline passes; Ctrl-C ends the replay.',
  nothingToCheck: (lesson: string) => `${lesson}: there is nothing to check in this lesson.`,
  stopped: 'The checks were stopped.',
  notKept: 'Your progress could not be kept.',
  noHint: 'No check fails, so there is nothing to hint at.',
  noHintFor: (id: string) =>
    `No known mistake fits "${id}". Read what happened above: what was expected and what came.`,
  hintCount: (n: number, all: number) => `Hint ${n} of ${all}`,
  solutionAsk: 'Not all checks pass yet. Show a solution anyway?',
  solutionNot:
    'Not all checks pass yet, so no solution is shown: run this in a terminal to be asked, or add --yes.',
  solutionSame: 'Your code is the same as this solution.',
  solutionNone: (lesson: string) => `Lesson ${lesson} has no solution to show.`,
  othersNot: (lesson: number) =>
    `Not all checks pass yet, so the other right programs stay hidden: they say most once you have one of your own.\nTo see them anyway: ${spellCommand(`solution ${lesson} --others --yes`)}`,
  othersNone: (lesson: string) => `Lesson ${lesson} has no other right programs to show.`,
  othersTitle: (lesson: number, count: number) =>
    `Lesson ${lesson}: ${count} other programs that pass its checks`,
  solutionTitle: (file: string) => `${file}: yours (-) and one solution (+)`,
};

function namePorts(ports: readonly number[]): string {
  return `port${ports.length === 1 ? '' : 's'} ${joinPorts(ports)}`;
}

function joinPorts(ports: readonly number[]): string {
  const first = ports.slice(0, -1).join(', ');
  return first === '' ? String(ports.at(-1)) : `${first} and ${ports.at(-1)}`;
}
