// How the tour was started, and so how messages write its commands.

/** The words with which this tour is started again. */
export interface Invocation {
  /** Without a command: `npm start`. */
  bare: string;
  /** In front of a command's words: `npm start -s --`. */
  lead: string;
  /** In any other folder, without a command: `npm --prefix /opt/tour start`. */
  elsewhere: string;
  /** What starts an installed tour: `socket-tour` or `npx socket-tour`. */
  program: string;
  /** The folder of a clone, absolute; null for an installed tour. */
  clone: string | null;
}

const INSTALLED = 'socket-tour';
const NPX = 'npx socket-tour';
/** The scripts that start the tour by `npm start`: its own, and the one in the learner's folder. */
const STARTERS = [INSTALLED, 'my-lessons'];

let current: Invocation = findInvocation({}, null);

/** Sets how the tour was started; must be called before the first message. */
export function setInvocation(invocation: Invocation): void {
  current = invocation;
}

/** A command as the learner would type it: `npm start -s -- reset 5`; without words, the command of the tour itself. */
export function spellCommand(words = ''): string {
  return words === '' ? current.bare : `${current.lead} ${words}`;
}

/** A command with another port than `taken`, for the shells of a platform (Node's name of it). */
export function spellWithPort(command: string, platform: string, taken: number | null): string {
  const port = taken === 7000 ? 7001 : 7000;
  if (platform !== 'win32') return `PORT=${port} ${command}`;
  return `set PORT=${port}&& ${command} (cmd) / $env:PORT=${port}; ${command} (PowerShell)`;
}

/** How the tour was started. */
export function getInvocation(): Invocation {
  return current;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether the tour was started by `npm start` in a clone, or in the learner's folder. */
export function isStartScript({
  npm_lifecycle_event,
  npm_package_name = '',
}: Environment): boolean {
  return npm_lifecycle_event === 'start' && STARTERS.includes(npm_package_name);
}

/**
 * Finds out how the tour was started, from the variables that npm sets for scripts and for npx. `clone` is the
 * folder of the sources, absolute; null where the tour was installed as a package.
 */
export function findInvocation(environment: Environment, clone: string | null): Invocation {
  const { npm_command, npm_package_name, INIT_CWD = '' } = environment;
  const program = npm_command === 'exec' ? NPX : INSTALLED;
  const prefixed = clone === null ? null : `npm --prefix ${quote(clone)} start`;
  const around = { elsewhere: prefixed ?? program, program, clone };
  if (!isStartScript(environment)) return { bare: program, lead: program, ...around };
  const isCalledFromAfar =
    clone !== null && npm_package_name === INSTALLED && !isWithin(INIT_CWD, clone);
  const bare = isCalledFromAfar && prefixed ? prefixed : 'npm start';
  return { bare, lead: `${bare} -s --`, ...around };
}

/** Whether `folder` is `root` or lies in it; false where it can't be resolved. */
function isWithin(folder: string, root: string): boolean {
  if (folder === '' || folder === root) return true;
  return folder.startsWith(root) && /^[\\/]/.test(folder.slice(root.length));
}

function quote(folder: string): string {
  return /^[\w./\\:@-]+$/.test(folder) ? folder : `"${folder}"`;
}
