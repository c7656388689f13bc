// The messages of `doctor`: what it found, and what to do.

/** A process that holds a port. */
interface PortHolderText {
  pid: number;
  command: string;
  owner: 'tour' | 'stranger' | 'you';
}

/** In English. */
export const en = {
  node: {
    ok: (version: string) => `Node.js ${version}`,
    fail: (version: string, range: string) => `Node.js ${version}; the tour needs ${range}`,
    advice: 'Install the current LTS from https://nodejs.org, then start again.',
  },
  loopback: {
    ok: (ms: number) => `The machine talks to itself: a byte to 127.0.0.1 and back takes ${ms} ms`,
    fail: (why: string) => `The machine can't talk to itself over 127.0.0.1: ${why}`,
    advice: 'A firewall or a sandbox forbids it; let Node.js listen on 127.0.0.1.',
  },
  port: {
    ok: (port: number) => `Port ${port} is free`,
    taken: (port: number, holder: PortHolderText | null) =>
      holder
        ? `Port ${port} is held by ${holder.command} (pid ${holder.pid})`
        : `Port ${port} is taken; the system does not tell by which program`,
    fail: (port: number, code: string) => `Nothing can listen on port ${port}: ${code}`,
    any: 'PORT is 0: each run takes a port that is free',
    notAPort: (given: string) => `PORT is set to “${given}”, and that is no port`,
    unset: 'Unset PORT, or set it to a whole number from 0 to 65535.',
    owners: {
      tour: 'A tour started that program, in another window or for another user: leave it alone.',
      stranger: 'That program is another user’s: leave it alone.',
      you: (pid: number) => `If you don't need that program any more, kill ${pid} stops it.`,
    },
    /** The port is the usual one, which was not asked for explicitly. */
    moves: 'Nothing has to be done: the lessons take a free port while this one is taken.',
    otherPort: (withPort: string) =>
      `Leave PORT out, and the tour finds a free port; or name another one: ${withPort}`,
  },
  tsx: {
    ok: (ms: number) => `TypeScript runs: tsx started a program in ${ms} ms`,
    fail: (why: string) => `TypeScript does not run: ${why}`,
    silent: 'a program of two lines ended without printing anything',
    deadline: (seconds: number) => `a program of two lines took more than ${seconds} s`,
    advice:
      'Delete node_modules and install again (npm ci) on this very system: tsx brings a program made for it.',
  },
  watch: {
    ok: (folder: string) => `Saves are noticed at once in ${folder}`,
    polling: (folder: string) =>
      `Saves are noticed a moment later in ${folder}: the system does not tell of them there, so the tour looks for itself`,
    fail: (folder: string, why: string) => `Nothing can be written in ${folder}: ${why}`,
    advice: 'See who owns that folder, or start the tour in another one.',
    adviceFull: 'The disk is full: make some room, or start the tour on another one.',
  },
  memory: {
    free: (mib: number) => `${mib} MiB of memory are free`,
    limited: (mib: number) => `The tour and its programs may use ${mib} MiB of memory`,
    advice: (mib: number) =>
      `The tour with two programs needs about ${mib} MiB, or they are killed: end other programs, or raise the container's limit.`,
    adviceAll: (mib: number) =>
      `One lesson at a time works; check --all needs about ${mib} MiB, or may be killed.`,
  },
  terminal: {
    ok: (columns: number, hasColour: boolean, isUnicode: boolean) =>
      `The terminal has ${columns} columns, ${hasColour ? 'colours' : 'no colours'} and ${isUnicode ? 'all characters' : 'perhaps not all characters'}`,
    none: 'Output does not go to a terminal: it is plain, and nothing is asked',
    adviceUnicode: 'Use a UTF-8 locale, such as LANG=C.UTF-8, so that lines and Chinese show.',
    adviceNarrow: (columns: number) =>
      `Below ${columns} columns both programs share one lane; a wider window shows them side by side.`,
  },
  editor: {
    ok: (name: string) => `The key e opens ${name}`,
    none: 'No editor is set, so the key e only shows where the files are',
    missing: (name: string, command: string) =>
      `The key e is to open ${name}, but there is no program ${command}`,
    advice: 'Set VISUAL or EDITOR, for instance: export EDITOR=nano',
  },
  programs: {
    found: (names: string) => `Programs that run can start beside yours: ${names}`,
    none: 'Of the programs that run can start beside yours none is installed',
    missing: (names: string) => `; not installed: ${names}`,
    advice: (packages: string) =>
      `Lessons do without them. On Debian and Ubuntu: apt install ${packages}`,
  },
  summary: (failures: number) => {
    if (failures === 0) return 'All is well.';
    return `${failures === 1 ? 'One thing' : `${failures} things`} to do, see the arrows.`;
  },
};
