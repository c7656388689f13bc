// The messages of the command `book`, which serves the book.

/** A program that has a port. */
interface Holder {
  pid: number;
  command: string;
}

/** In English. */
export const en = {
  served: (address: string) => `The book is at ${address}`,
  ends: 'Ctrl-C ends it.',
  notOpened: 'No browser could be opened from here. Open the address yourself.',
  /** `missing` is a file that lacks; null where nothing is there. */
  notBuilt: (folder: string, missing: string | null, isClone: boolean) => {
    const what =
      missing === null
        ? `The book is not in ${folder}.`
        : `The book in ${folder} is not whole: ${missing} is missing.`;
    return isClone
      ? `${what} In a clone it has to be made first: npm run book, which takes some minutes. Then start again.`
      : `${what} It belongs to the package: install that again.`;
  },
  portTaken: (port: number, holder: Holder | null) => {
    const who = holder ? ` It is held by ${holder.command} (pid ${holder.pid}).` : '';
    return `Port ${port} is taken: a program listens there already.${who} Without --port, the book takes a free one.`;
  },
  portForbidden: (port: number) =>
    `The system doesn't let you listen on port ${port}. Without --port, the book takes a free one.`,
  noPage: 'There is no such page',
  noPageNext: 'To the contents',
};
