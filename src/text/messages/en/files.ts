// The messages about files that a program was refused: what it was about to do, and why it could not.

/** In English. */
export const en = {
  /** A call of the file system that failed: its verb, its path, and why. */
  fault: (verb: string, path: string | null, reason: string) =>
    `The program could not ${verb}${path === null ? '' : ` ${path}`}: ${reason}`,
  /** What a call of the system does, by its name in Node's message. */
  calls: {
    open: 'open',
    read: 'read from a file',
    write: 'write to a file',
    unlink: 'delete',
    rm: 'delete',
    mkdir: 'make the folder',
    mkdtemp: 'make the folder',
    rmdir: 'remove the folder',
    rename: 'rename',
    scandir: 'list the folder',
    opendir: 'list the folder',
    stat: 'look at',
    lstat: 'look at',
    access: 'use',
    copyfile: 'copy',
    watch: 'watch',
    spawn: 'start',
  } as Readonly<Record<string, string>>,
  reasons: {
    EACCES: 'the user who runs it may not. See who owns the file and its folder.',
    EPERM: 'the system does not permit it. See who owns the file and its folder.',
    ENOENT:
      'there is no such file or folder. A relative name is looked up from the folder in which the program was started, not from the folder of the program.',
    EISDIR: 'that is a folder, and the call needs a file.',
    ENOTDIR: 'a part of that path is a file, where a folder has to be.',
    EEXIST: 'something of that name exists already.',
    ENOTEMPTY: 'the folder is not empty.',
    EROFS: 'the disk is read-only. Write to another one, such as in os.tmpdir().',
    ENOSPC: 'the disk is full. Make some room, or write to another one.',
    EDQUOT: "the user's share of the disk is used up. Make some room, or write elsewhere.",
    EMFILE:
      'the program has as many files and sockets open as one process may have. Close each one that is done; ulimit -n shows how many there may be.',
    ENFILE: 'all programs of this machine together have too many files open.',
    ELOOP: 'links that lead to each other stand on that path.',
    ENAMETOOLONG: 'that name is too long.',
    EBUSY: 'something else is using it.',
    EXDEV: 'the two names are on different disks. Copy the file, then delete the old one.',
    EBADF: 'the file was closed already.',
    EIO: 'the disk reports an error.',
  } as Readonly<Record<string, string>>,
  noCommand: 'there is no such command, or the folder in which it should start (cwd) is missing.',
};
