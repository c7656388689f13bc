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
  install: {
    title: 'Install the tour',
    needs: (range: string) =>
      `You need Node.js 20 (20.17 or later) or 22.9 and later (\`${range}\`), and a terminal. No account is needed, and no global install; once installed, nothing needs the network.`,
    npx: 'From the registry, without a clone:',
    clone: 'In a clone of the repository:',
    start: 'Then:',
    commands: [
      ['walk 9', 'walks through lesson 9, step by step'],
      ['read 9', 'prints its text'],
      ['run server.ts client.ts', 'runs two programs of your own, side by side'],
      ['check 9', 'checks your code'],
      ['doctor', 'finds out whether everything works on your machine'],
    ] as readonly (readonly [string, string])[],
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
    yours: (folder: string) => `Your copy of the programs is in \`${folder}\`.`,
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
