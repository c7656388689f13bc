// The messages of the interactive tour: its last line, its menu, its keys.

export function joinLast(parts: readonly string[], comma: string, and: string): string {
  const most = parts.slice(0, -1).join(comma);
  return [most, ...parts.slice(-1)].filter((part) => part !== '').join(and);
}

/** In English. */
export const en = {
  menuTitle: 'Which lesson?',
  menuHint: 'arrows choose, Enter opens, Esc leaves',
  lesson: (number: number, title: string) => `${number}. ${title}`,
  /** The address of the lesson's page, under its title. */
  page: (address: string) => `As a page: ${address}`,
  languageChoice: '中文 (switch to Chinese)',
  leave: 'Leave',
  /** Where a lesson is opened in its middle. */
  resumed: (step: number, steps: number) =>
    `You were at step ${step} of ${steps}, and go on there; b shows the step before.`,
  welcome: 'A tour of TCP sockets in Node.js. Two real programs, one timeline.',
  step: (step: number, steps: number, title: string) => `${step}/${steps} · ${title}`,
  /** What Enter does. */
  enter: {
    next: 'Enter: next',
    after: 'Enter: the answer',
    nextStep: 'Enter: next step',
    finish: 'Enter: end of the lesson',
    start: (actors: string) => `Enter: start the ${actors}`,
    connect: 'Enter: connect the client',
    connectAll: (actors: string) => `Enter: connect ${actors}`,
    /** A server and its clients at once. */
    startAll: (servers: string, clients: string) =>
      `Enter: start the ${servers} and connect the ${clients}`,
    /** The programs of a block many times over. */
    times: (times: number) => `Enter: run it ${times} times`,
    busy: 'running …',
  },
  actors: { server: 'server', client: 'client' } as Record<string, string>,
  join: (parts: readonly string[]) => joinLast(parts, ', ', ' and '),
  /** The keys on the last line, most needed first. */
  hints: [
    ['?', 'keys'],
    ['q', 'quit'],
    ['e', 'edit'],
    ['c', 'check'],
    ['h', 'hint'],
    ['v', 'view'],
    ['r', 'run again'],
    ['t', 'talk'],
    ['b', 'back'],
    ['w', 'wire'],
    ['x', 'hex'],
    ['k', 'states'],
    ['l', 'lessons'],
  ] as readonly (readonly [string, string])[],
  /** Rows that are not shown, because the step is about others; the shorter text where there is little room. */
  moreRows: (count: number) => [
    `${count} more ${count === 1 ? 'row' : 'rows'}: w shows all`,
    `${count} more: w`,
  ],
  /** The same where there are no keys. */
  moreRowsLinear: (count: number) =>
    `${count} more ${count === 1 ? 'row is' : 'rows are'} not shown here; --wire shows all.`,
  keysTitle: 'Keys',
  keys: [
    ['Enter', 'next'],
    ['b', 'back to the step before'],
    ['B', 'back to the lesson before'],
    ['r', 'run the programs again'],
    ['e', 'open the code in your editor'],
    ['c', 'check your code'],
    ['v', 'what a check that failed did, row by row; again for the next one'],
    ['h', 'a hint for what does not pass yet; again for a stronger one'],
    ['s', 'compare your code with a solution'],
    ['o', 'other right programs, once your checks pass'],
    ['t', 'talk to the server yourself, over a raw connection; an empty line hangs up'],
    ['w', 'show or hide the wire: what the sockets do (the rows with ·)'],
    ['x', 'show or hide the bytes of each write and each chunk'],
    ['k', 'show or hide what the kernel says of each connection, from the next run on'],
    ['l', 'the list of lessons'],
    ['L', '换成中文'],
    ['?', 'this list'],
    ['q', 'quit'],
    ['Ctrl-C', 'stop what runs; once more to quit'],
    ['Ctrl-Z', 'back to the shell for a while; fg goes on'],
  ] as readonly (readonly [string, string])[],
  rowsTitle: 'Rows',
  /** What rows mean, below the keys; the README tells all of it. */
  rows: [
    ['·', 'what a socket or a process did; no mark: what it printed; !: on standard error'],
    ['◁╌╌ ◀──', 'asks for a connection, sends bytes; the arrow points to whom'],
    ['end', 'one direction has ended; finish: all of it went to the system'],
    ['destroy', 'the socket was given up; close: nothing more will happen on it'],
    [
      'kernel:',
      'what the kernel says of a connection, with k: its state, what waits in its queues',
    ],
    ['(…)', 'who did it, where it was not the program: Node by itself, or the peer'],
    [':51324', "which connection, by its client's port, while several are open"],
  ] as readonly (readonly [string, string])[],
  guess: 'Your guess',
  guessHint: 'arrows and Enter; Esc skips',
  guessRight: 'You were right.',
  guessWrong: 'Not quite.',
  yourGuess: '← your guess',
  answerIs: 'Answer',
  yourTurn: 'Your turn',
  yourFiles: 'Your files:',
  saveReruns: 'Each save runs and checks your code again. Enter goes on when you like.',
  /** Where the turn has a server. */
  turnTalk: 't lets you talk to the server yourself; an empty line, or Esc, hangs up.',
  /** `own`: a sentence on how to run one's own code, or nothing. */
  solutionRuns: (own?: string) =>
    ['From here on the text is about a solution, and that is what runs.', own]
      .filter(Boolean)
      .join(' '),
  originalRuns: (files: string, own: string) =>
    `You have changed ${files}. The text is about the original, so that is what runs here. ${own}`,
  saveRunsOwn: 'A save runs your own code.',
  /** Where there are no keys, and no saves. */
  commandRunsOwn: (command: string) => `${command} runs your own code.`,
  turnOpen: "This turn's checks haven't passed yet, and the next step shows a solution.",
  goOn: 'Go on?',
  hintsLater: (step: number) =>
    `Hints are for your turn, which comes in step ${step}. c checks your code now.`,
  /** After a failure that the text deals with. */
  explainOnRequest: 'h: what this error means',
  saved: (files: string) => `saved ${files}: running again`,
  again: 'running again',
  wireOn: 'The wire (the rows with ·) is shown from here on.',
  wireOff: 'The wire (the rows with ·) is hidden from here on.',
  wireChosen: 'Only the rows that a step is about are shown from here on.',
  hexOn: 'The bytes of writes and chunks are shown from here on.',
  hexOff: 'The bytes of writes and chunks are hidden from here on.',
  statesOn: "The kernel's states of the connections are shown from the next run on.",
  statesOff: "The kernel's states of the connections are no longer shown from the next run on.",
  /** Before the first run with them. */
  statesNote:
    'kernel: … is what the operating system says of a connection. It is asked again and again, so a state that came and went between two looks has no row.',
  unknownKey: (key: string) => `${key} is no key here; ? lists them`,
  /** Names of keys that type nothing to see, by the terminal's names for them. */
  keyNames: { ' ': 'Space', escape: 'Esc', tab: 'Tab', backspace: 'Backspace' } as Readonly<
    Record<string, string>
  >,
  /** What stands behind a yes/no question once it is answered. */
  answers: () => ({ yes: 'yes', no: 'no' }),
  notPasted: 'pasted text is ignored here; t talks to the server',
  firstLesson: 'This is the first lesson.',
  stopped: 'Stopped. Ctrl-C again quits.',
  /** `isAgain`: whether running again starts one. */
  talkNoServer: (isAgain: boolean) =>
    `No server is listening, so there is nothing to talk to.${isAgain ? ' r starts it.' : ''}`,
  /** Where a server runs that doesn't listen, or only over UDP. */
  talkNotTaken: 'The server accepts no connections now, so you cannot talk to it.',
  talkOpen: (file: string | null, address: string) =>
    `You are connected to ${file === null ? '' : `${file} at `}${address}. What you type is sent when you press Enter, with a newline; an empty line hangs up.`,
  talkPrompt: 'you> ',
  talkClosed: 'You hung up.',
  talkLost: 'The connection is closed.',
  talkFailed: (message: string) => `That did not work: ${message}`,
  editorNone: 'No editor is set ($VISUAL or $EDITOR, or --editor). Your files:',
  editorFailed: (editor: string, why: string) =>
    `${editor} could not be started: ${why}. Your files:`,
  editorExit: (editor: string, code: number) =>
    `${editor} ended with exit code ${code}, so it may not have opened your files:`,
  editorKilled: (editor: string, signal: string) => `${editor} was ended by ${signal}. Your files:`,
  editorChoice:
    '--editor or $VISUAL names another editor; or open the files in any, the tour sees each save.',
  editorOpened: (editor: string, files: string) => `${editor} has opened ${files}.`,
  /** Before vi is opened for the first time: it may not be the learner's own choice. */
  editorIsVi: (editor: string, files: string) =>
    `Your editor is ${editor}. Press e once more to open ${files} in it. In ${editor}, i begins to insert text; to leave, press Esc, then type :wq and Enter (:q! leaves without saving). --editor or $VISUAL names another editor.`,
  lessonDone: (number: number, title: string) => `Lesson ${number} is done: ${title}.`,
  lessonRead: (number: number, title: string) =>
    `You have read lesson ${number} to its end: ${title}. It is done once its checks pass; it opens at your turn next time.`,
  tourDone: 'That was the last lesson. Everything you wrote is in my-lessons.',
  goodbye: (command: string) =>
    `Until next time. Your work is in my-lessons; ${command} goes on here.`,
  leftOut: (lines: number) => `… ${lines} lines left out …`,
  flood: '… too many rows to read: they are only counted from here on. Ctrl-C stops what runs …',
  /** After the beginning of a long line. */
  restLeftOut: (characters: number) => `… ${characters} more characters of this line left out …`,
  throughProxy: (options: string) => `through a proxy: ${options}`,
  notProxied:
    'No server listens on a TCP port, so there is nothing to put a proxy in front of; the client was not started.',
  /** A program that mentions standard input, and how to type to it. */
  inputEmpty: (file: string, folder: string, command: string) =>
    `${file} mentions standard input. In the walk it is empty, because the tour has the keys. To type to ${file}, go to ${folder} in another terminal: ${command}`,
  listenDeadline: (file: string, seconds: number) =>
    `${file} did not listen within ${seconds} s, so the client was not started.`,
  listenOverdue: (file: string, seconds: number) =>
    `${file} has not begun to listen after ${seconds} s. Does it reach listen()?`,
  /** On the last line, after a start that did not come about. */
  notStarted: 'not started: r tries again',
  talkHint: 'Esc or an empty line hangs up',
};
