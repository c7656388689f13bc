// The words of the book around its lessons, and what `npm run book` tells its author.

/** In English. */
export const en = {
  language: 'English',
  /** Names the other language, in that language. */
  otherLanguage: '中文',
  otherLanguageTitle: 'the same place in Chinese',
  title: 'TCP sockets in Node.js',
  /** Of a page, in the browser's window. */
  pageTitle: (page: string) => `${page} · socket-tour`,
  skip: 'Skip to the text',
  contents: 'Contents',
  printed: 'The whole book on one page',
  steps: 'In this lesson',
  neighbours: 'Previous and next lesson',
  previous: 'Previous',
  next: 'Next',
  lead: 'A server on the left, a client on the right, both real, on one clock. Each lesson runs small programs, asks you first what they will do, and then shows what they did. All runs on these pages were recorded.',
  leadTour: (command: string) =>
    `The book is for reading. In a terminal, the same lessons start the programs on your machine, and check what you change: \`${command}\`.`,
  walkIt: 'Run this lesson in your terminal:',
  walkHow: 'how to install it',
  needs:
    'You need to know some JavaScript, with callbacks and events. The programs are short and in TypeScript; you can read past the types. Of networks, it is enough to have seen `localhost:3000`.',
  begin: (first: string) => `Begin with lesson 1: ${first}`,
  install: {
    title: 'Install the tour',
    lead: 'For reading, you need nothing but this book. To run the lessons on your machine, you need a terminal and Node.js. No account is needed, and no global install; once installed, nothing needs the network.',
    openTerminal: 'Open a terminal',
    terminal:
      'A terminal is a window in which you type commands, each with Enter at its end. On macOS and on Windows, it is the app called Terminal; on Linux, your desktop has one under that name. An editor often has one, too: in VS Code, it is “New Terminal” in the menu “Terminal”.',
    getNode: 'Install Node.js',
    node: 'This command prints the version of Node.js that you have:',
    versions: (range: string) =>
      `The tour needs Node.js 20 (20.17 or later) or 22.9 and later (\`${range}\`). If yours is older, or if there is no such command, install the version marked LTS from [nodejs.org](https://nodejs.org/), and open a new terminal.`,
    start: 'Start the tour',
    npx: 'Make a folder for what you write, and start the tour in it:',
    first:
      'The first time, `npx` asks whether it may install the tour: Enter says yes. The tour shows its lessons. Enter opens the first one, and goes on from step to step; `q` quits, and the next time you go on where you were. If PowerShell says that scripts are disabled, type `npx.cmd` in place of `npx`.',
    clone:
      'In a clone of the repository, start it like this, and type `npm start --` wherever this book has `npx socket-tour`:',
    more: 'More commands',
    commands: [
      ['walk 9', 'walks through lesson 9, step by step'],
      ['read 9', 'prints its text'],
      ['run server.ts client.ts', 'runs two programs of your own, side by side'],
      ['check 9', 'checks your code'],
      ['doctor', 'finds out whether everything works on your machine'],
    ] as readonly (readonly [string, string])[],
    short:
      'If a command in a lesson begins with `socket-tour` or `npm start -s --`, type `npx socket-tour` in its place.',
    where: (folder: string) =>
      `Your copies of the programs are in \`${folder}\`, in the folder that you start the tour in. Nothing that you write is overwritten.`,
  },
  run: {
    /** The programs that a block starts. */
    starts: (programs: readonly string[]) => `Run ${programs.join(', ')}`,
    many: (programs: readonly string[], times: number) =>
      `Run ${programs.join(', ')}, ${times} times`,
    picture: 'Sequence picture',
    pictureOf: (programs: readonly string[]) =>
      `Sequence of ${programs.join(', ')}, told in the rows below`,
    inWords: 'In words',
    more: (count: number, command: string) =>
      `${count} more ${count === 1 ? 'row is' : 'rows are'} not shown here; in \`${command}\`, the key w shows all.`,
  },
  recorded: (node: string, platform: string, day: string) =>
    `These runs were recorded on ${day} with Node ${node} on ${platform}. Times are in milliseconds since the first row.`,
  predict: {
    choose: 'Choose an answer; what follows it says why.',
    right: 'Right.',
    wrong: 'No.',
  },
  turn: {
    title: 'Your turn',
    yours: (command: string, folder: string) =>
      `\`${command}\` puts your copy of the programs into \`${folder}\`. What to change is marked with \`TODO\`; any editor will do.`,
    check: (command: string) => `\`${command}\` checks your code, and names the mistake:`,
    hints: 'Hints',
    hintsFor: (check: string) => `Hints: ${check}`,
    stronger: 'A stronger hint',
    solution: 'A solution',
    others: 'Other right ways',
  },
  recording: (folder: string, runs: number, ms: number) =>
    `${folder}: ${runs} runs recorded (${(ms / 1000).toFixed(1)} s)`,
  written: (pages: number, folder: string, ms: number) =>
    `${pages} pages are in ${folder} (${(ms / 1000).toFixed(1)} s).`,
  heaviest: (file: string, bytes: number) =>
    `The heaviest page is ${file}: ${(bytes / 1024).toFixed(0)} KiB without its pictures.`,
  tooHeavy: (most: number) => `That is too much: a page has at most ${most / 1024} KiB.`,
};
