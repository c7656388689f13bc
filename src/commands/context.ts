// The context: what every command receives, so that none of them reads the process itself.
import { constants, existsSync } from 'node:fs';
import path from 'node:path';
import { lessonsRoot, packageRoot } from '../course/folders.ts';
import { createStyle, type Style } from '../screen/style.ts';
import type { Output } from '../terminal/output.ts';
import { isStartScript } from '../text/invocation.ts';
import { type Language, languageFromLocale, parseLanguage } from '../text/language.ts';
import { isAllowed, readRegular } from '../workspace/standing-file.ts';
import type { Options } from './options.ts';

/** What a command knows about its surroundings. */
export interface Context {
  readonly language: Language;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Whether keys can be asked for: standard input is a terminal. */
  readonly isStdinTerminal: boolean;
  /** Whether standard output shows colours (`--no-color`, FORCE_COLOR, NO_COLOR, TERM, terminal). */
  readonly hasColour: boolean;
  /** The style of standard output: its colours, and links where the terminal is known to understand them (OSC 8). */
  readonly style: Style;
  readonly environment: NodeJS.ProcessEnv;
  /** Where file names on the command line start from; absolute. */
  readonly cwd: string;
  /** The course's `lessons` folder; absolute. */
  readonly lessonsRoot: string;
  /** The learner's `my-lessons` folder; absolute, made on first use. */
  readonly myLessons: string;
  /** The tour's own folder, with package.json; absolute. */
  readonly packageRoot: string;
}

/**
 * What a command's file exports: it does the command's work, and resolves to the exit code when all that it started has
 * ended. A Failure that it throws is shown to the user.
 */
export type Run = (
  context: Context,
  options: Options,
  operands: readonly string[],
) => Promise<number>;

/** What a context takes from the process. */
export type Surroundings = Pick<
  Context,
  'stdout' | 'stderr' | 'isStdinTerminal' | 'environment' | 'cwd'
>;

/** Makes the context of a command line. */
export function createContext(options: Options, around: Surroundings): Context {
  const { environment, stdout } = around;
  const myLessons = findOwnFolder(around);
  const hasColour = wantsColour(options.color, environment, stdout.isTerminal);
  const hasLinks = hasColour && stdout.isTerminal && knowsLinks(environment);
  return {
    ...around,
    language: options.lang ?? readSavedLanguage(myLessons) ?? languageFromLocale(environment),
    hasColour,
    style: createStyle({ colour: hasColour, links: hasLinks }),
    cwd: findCallersFolder(around),
    lessonsRoot,
    myLessons,
    packageRoot,
  };
}

/**
 * Whether to use colour: `--color` and `--no-color` first, then FORCE_COLOR (`0` and `false` mean no), then
 * NO_COLOR (not empty), then whether there is a terminal that isn't `dumb`.
 */
export function wantsColour(
  option: boolean | undefined,
  environment: NodeJS.ProcessEnv,
  isTerminal: boolean,
): boolean {
  if (option !== undefined) return option;
  const forced = environment.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (environment.NO_COLOR) return false;
  return isTerminal && environment.TERM !== 'dumb';
}

/** Whether the environment names a terminal that understands links (OSC 8). */
export function knowsLinks(environment: NodeJS.ProcessEnv): boolean {
  const { TERM_PROGRAM = '', TERM = '', VTE_VERSION = '', WT_SESSION } = environment;
  // tmux and screen pass links on only in some versions, and mangle the line in others.
  if (/^(screen|tmux)/.test(TERM)) return false;
  const program = /^(iTerm\.app|WezTerm|vscode|ghostty|Hyper|rio)$/i.test(TERM_PROGRAM);
  const term = /^(xterm-(kitty|ghostty)|alacritty|foot|wezterm)/.test(TERM);
  return program || term || Number(VTE_VERSION) >= 5000 || Boolean(WT_SESSION);
}

/** The learner's folder: `my-lessons` in the working directory, or the one that the directory is in. */
function findMyLessons(cwd: string): string {
  for (let folder = cwd; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    if (path.basename(folder) === 'my-lessons' && readProgress(folder)) return folder;
  }
  return path.join(cwd, 'my-lessons');
}

/** `npm start` runs in the package's folder; file names on its command line are relative to the caller's. */
function findCallersFolder({ cwd, environment }: Surroundings): string {
  const { npm_package_name: name, INIT_CWD } = environment;
  // Within `my-lessons` too npm runs its script in that folder.
  const isOwnScript = name === 'socket-tour' || isStartScript(environment);
  return isOwnScript && INIT_CWD ? INIT_CWD : cwd;
}

/**
 * The learner's folder for a command line: in a clone the one beside the sources, wherever it is called from. Only
 * where nothing can be written there, as in another user's clone, is it the caller's own.
 */
function findOwnFolder(around: Surroundings): string {
  const beside = findMyLessons(around.cwd);
  const caller = findCallersFolder(around);
  if (caller === around.cwd || caller.startsWith(around.cwd + path.sep)) return beside;
  const place = existsSync(beside) ? beside : around.cwd;
  return isAllowed(place, constants.W_OK) ? beside : findMyLessons(caller);
}

/** The language chosen earlier, or null: also where the file is broken, which the workspace reports later. */
function readSavedLanguage(myLessons: string): Language | null {
  try {
    const language: unknown = JSON.parse(readProgress(myLessons) ?? '')?.language;
    return typeof language === 'string' ? parseLanguage(language) : null;
  } catch {
    return null;
  }
}

function readProgress(myLessons: string): string | null {
  try {
    return readRegular(path.join(myLessons, '.progress.json'));
  } catch {
    return null;
  }
}
