// The messages of the command line itself: help pages, usage errors, failures of the tour.
import { spellCommand } from '../../invocation.ts';

/** A range a number may lie in. */
export interface Range {
  least: number;
  most: number;
  whole: boolean;
}

/** A command's help: how it is written, what it does in one line, its exit codes. */
export interface CommandHelp {
  usage: string[];
  summary: string;
  exit: string[];
  /** What else there is to know, below the exit codes, in lines. */
  note?: string;
}

function suggestEnglish(nearest: string | null): string {
  return nearest ? `; did you mean ${nearest}?` : '';
}

/** In English. */
export const en = {
  title: 'socket-tour: an interactive tour of TCP sockets in Node.js',
  /** Heads the help of one command. */
  commandTitle: (name: string, summary: string) => `socket-tour ${name}: ${summary}`,
  usage: 'Usage: ',
  usageLine: () => spellCommand('[COMMAND] [OPTION…]'),
  commandsTitle: 'Commands',
  optionsTitle: 'Options',
  everywhereTitle: 'Options everywhere',
  exitTitle: 'Exit code',
  noCommand: '(none)',
  lessonNote:
    'LESSON is a number (5), a folder (05-both-sides) or its end (both-sides);\nwithout one, the current lesson.',
  moreHelp: () => `${spellCommand('COMMAND --help')} lists the options of that command.`,
  unknownCommand: (name: string, nearest: string | null) =>
    `socket-tour: there is no command ${name}${suggestEnglish(nearest)}${nearest ? '' : `; see ${spellCommand('--help')}`}`,
  unknownOption: (option: string, command: string | null, nearest: string | null) =>
    `socket-tour: ${command ? `${command} takes no option ${option}` : `there is no option ${option}`}${suggestEnglish(nearest)}`,
  tooMany: (command: string, extra: string) =>
    `socket-tour: ${command} has no use for ${extra}; see ${spellCommand(`${command} --help`)}`,
  allOrOne: (lesson: string) =>
    `socket-tour: --all means every lesson; leave out either --all or ${lesson}`,
  oneForm: (one: string, other: string) =>
    `socket-tour: ${one} and ${other} are two forms of the same report; give one of them`,
  needsValue: (option: string, value: string) =>
    `socket-tour: ${option} needs a value: ${option} ${value}`,
  takesNoValue: (option: string) => `socket-tour: ${option} takes no value`,
  contradict: (one: string, other: string) =>
    `socket-tour: ${one} takes apart what ${other} puts together; give one of them`,
  onlyWith: (one: string, other: string) => `socket-tour: ${one} only goes with ${other}`,
  notAChoice: (option: string, value: string, choices: readonly string[]) =>
    `socket-tour: ${option} is one of ${choices.join(', ')}, not ${value}`,
  notANumber: (option: string, value: string, { least, most, whole }: Range) =>
    `socket-tour: ${option} is a ${whole ? 'whole ' : ''}number from ${least} to ${most}, not ${value}`,
  folderGone:
    'socket-tour: the folder you are in is not there any more. Change to another one (cd), then start again.',
  outputLost: (why: string) => `socket-tour: the output could not be written: ${why}`,
  bug: (what: string) =>
    `socket-tour: ${what}\nThis is a bug of the tour, not of your code. DEBUG=socket-tour before the command shows the stack.`,
  /** Refusals of the file system that are no bug, by code. */
  systemRefusals: {
    EACCES: 'permission denied',
    EPERM: 'the system does not permit it',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
    EDQUOT: 'your disk quota is used up',
    ENOTDIR: 'a file stands where a folder should be',
  } as Readonly<Record<string, string>>,
  systemRefusal: (path: string, why: string) =>
    `socket-tour: could not use ${path}: ${why}. Fix that, or start the tour in another folder.`,
  noTemporaryFolder: (folder: string) =>
    `socket-tour: the temporary folder ${folder} is not there. Make it, or set TMPDIR to one that can be written to.`,
  /** What the machine has too little of, by the system's code. */
  systemLacks: {
    EMFILE: 'this process has as many files open as it may. Raise that limit (ulimit -n)',
    ENFILE: 'all programs of this machine together have too many files open. End some of them',
    EAGAIN: 'no process can be started. Raise the limit (ulimit -u), or end some programs',
    ENOMEM: 'there is too little memory. End some programs',
  } as Readonly<Record<string, string>>,
  systemLack: (lack: string) => `socket-tour: ${lack}, then start again.`,
  commands: {
    walk: {
      usage: ['[LESSON]'],
      summary: 'walk through the lessons, step by step',
      exit: ['0  done', '2  wrong usage, or no such lesson'],
    },
    run: {
      usage: ['[LESSON]', 'PROGRAM…'],
      summary: 'run a lesson, or programs: first the server, then clients',
      exit: [
        '0  all ended well, or were stopped at the end',
        '1  a program failed',
        '2  wrong usage',
        '3  the machine has too little of something for --clients',
      ],
      note: "PROGRAM is a file, or a small command line, in quotes where it has blanks:\nrun 'server.js 7000' 'NAME=ann chat.js hello' 'nc {host} {port}'. No shell is\nstarted. The last program has the standard input (with --times it is empty),\nand Ctrl-C reaches all of them as SIGINT.\nOf several programs, each that listens is a server: it has a PORT of its own,\nand in UPSTREAM, or {upstream}, the port of the one before it, for which it\nwaits.\nThe KIND of a chart is chunks, bytes, frames, buffered, closing, attempts,\nconnections or latency.",
    },
    check: {
      usage: ['[LESSON]', '--all', '--all DIR…'],
      summary: 'check your code: what works, and which mistake is left',
      exit: [
        '0  all checks pass',
        '1  some fail',
        '2  wrong usage',
        '3  some could not be decided; try again',
      ],
      note: "DIR is the folder of a hand-in; several are judged side by side, and LESSON DIR…\nchecks one lesson of each. It is a stranger's code and runs with your rights: it\ncan read your files, use the network and end your processes. Grade in a\ncontainer, or as a user of its own (docs/grading.md).",
    },
    list: {
      usage: [''],
      summary: 'the lessons, and how far you are',
      exit: ['0  done', '2  wrong usage'],
    },
    read: {
      usage: ['[LESSON]'],
      summary: 'the prose of a lesson, all of it',
      exit: ['0  done', '2  wrong usage, or no such lesson'],
    },
    book: {
      usage: ['[LESSON]'],
      summary: 'the lessons as a book, in the browser',
      exit: [
        '0  stopped with Ctrl-C',
        '1  the book is not there, or the port is taken',
        '2  wrong usage, or no such lesson',
      ],
      note: 'Only programs of this machine reach the book, and it needs no network.\nIt is on any free port unless one is given.',
    },
    hint: {
      usage: ['[LESSON]'],
      summary: 'the next hint; again for a stronger one',
      exit: ['0  done', '2  wrong usage, or no such lesson'],
    },
    solution: {
      usage: ['[LESSON]'],
      summary: 'the difference between your code and one solution',
      exit: ['0  done', '2  wrong usage, or no such lesson'],
    },
    reset: {
      usage: ['[LESSON]', '--all'],
      summary: 'put the starting code back, yours into a backup',
      exit: ['0  done', '2  wrong usage, or no such lesson'],
    },
    doctor: {
      usage: [''],
      summary: 'check that everything the tour needs works here',
      exit: ['0  all is well', '1  something has to be done; it says what', '2  wrong usage'],
    },
  } satisfies Record<string, CommandHelp>,
  options: {
    lang: 'the language: English or Chinese',
    color: 'no colours (NO_COLOR and FORCE_COLOR count as well)',
    help: 'this page',
    version: "the tour's version",
    linear: 'straight through the lesson: append only, no questions',
    plain: 'one lane, each line with its program in front',
    json: 'one JSON object a line',
    junit: 'JUnit XML, which code hosts show as tests',
    width: 'draw for a terminal of N columns',
    wire: 'show or hide the wire: what the sockets do (rows with ·)',
    hex: 'the bytes of each write and chunk, beside their ASCII',
    states: 'what the kernel says of each connection: TIME-WAIT, …',
    chart: 'then draw what KIND says (see below)',
    times: 'run N times without rows, then draw (chunks)',
    clients: 'N processes of the last program, and a summary of them',
    rate: 'so many of them a second, at most',
    save: 'keep a picture (.svg, .mmd) or the trace (.jsonl)',
    show: 'what the check and your program did, up to the failure',
    replay: 'run the check CHECK once more, slowly, row by row',
    inspect: 'with --replay: your program waits for a debugger',
    from: 'show a trace again that was saved, and run nothing',
    port: 'the port of the programs or the book; 0 is any free one',
    host: 'the address the programs use; 127.0.0.1 if not given',
    only: 'only one half, where the other runs on another machine',
    for: 'stop after so many seconds (10 without a terminal)',
    watch: 'run again whenever a file is saved',
    split: 'a proxy between them passes on N bytes at a time',
    coalesce: 'the proxy makes one write of what comes in one burst',
    delay: 'the proxy passes everything on MS milliseconds later',
    'reset-after': 'the proxy resets both sides after BYTES of a client',
    'freeze-after': 'after BYTES of a client, nothing passes or ends any more',
    'drop-after': 'after BYTES in all, no connection gets any further',
    spares: 'keep no spare processes, which make a save run at once',
    dir: 'check the programs in FOLDER instead of yours (a hand-in)',
    others: 'other right programs, once the checks pass (--yes: before, too)',
    yes: 'show it without asking',
    editor: 'what the key e opens, before $VISUAL and $EDITOR',
    open: 'open no browser',
    all: 'every lesson',
  },
};
