// The messages of the command `book`, which serves the book.

/** A program that has a port. */
interface Holder {
  pid: number;
  command: string;
}

/** A file that lacks, or is there and can't be read or is empty. */
export interface FileFault {
  file: string;
  isThere: boolean;
}

/** In English. */
export const en = {
  served: (address: string) => `The book is at ${address}`,
  ends: 'Ctrl-C ends it.',
  notOpened: 'No browser could be opened from here. Open the address yourself.',
  /** `fault` is the first file that lacks or can't be read; null where nothing is there. */
  notBuilt: (folder: string, fault: FileFault | null, isClone: boolean) => {
    const what =
      fault === null
        ? `The book is not in ${folder}.`
        : `The book in ${folder} is not whole: ${fault.file} ${fault.isThere ? "is empty or can't be read" : 'is missing'}.`;
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
