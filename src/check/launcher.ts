// The launcher: finds the programs of a check, the learner's and the course's, and starts them.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Spares } from '../stage/spares/spares.ts';
import type { TapRecord } from '../stage/trace/record.ts';
import { tellCheck } from '../text/messages/check.ts';
import { Inconclusive, UnmetExpectation } from './expectation-errors.ts';
import { openPace, type Pace } from './pace.ts';
import { type ProgramUnderCheck, startProgramUnderCheck } from './program-under-check.ts';
import type { Story } from './story.ts';
import { isIdle, type Look } from './wait-until-idle.ts';

/** How a program is started. */
export interface CheckStartOptions {
  /** Its name without the extension: `server` by default, `client`, … */
  name?: string;
  /** Variables for it; `PORT` is a free port for `server()` and `connect()` by default. */
  environment?: Record<string, string>;
  /** Whether it is the course's own program, whatever the learner did to theirs. */
  isCourses?: boolean;
  /** How often it runs, in one process: again each time it has nothing left to do. Once by default. */
  runs?: number;
}

/** Starts programs. */
export interface Launcher {
  /** The learner's programs that were started, in order; the course's own are not under check. */
  readonly subjects: readonly ProgramUnderCheck[];
  /** All programs that were started, the course's own too, in order. */
  readonly programs: readonly ProgramUnderCheck[];
  /** Whether a deadline passed while the programs hardly got a processor. */
  readonly hasStarved: boolean;
  /** Looks whether all programs, the course's own too, do nothing but wait. */
  readonly look: Look;
  /** Starts a program and adds it to the story. Throws Unmet where there is none of that name. */
  launch(options: CheckStartOptions, story: Story): ProgramUnderCheck;
  /** Stops all programs; none can be started any more. */
  close(): Promise<void>;
}

/** The extensions a program may have, the course's own first. */
const EXTENSIONS = ['.ts', '.mts', '.js', '.mjs', '.cjs'];
const ENCORE = fileURLToPath(
  new URL(`../check/rerun${path.extname(fileURLToPath(import.meta.url))}`, import.meta.url),
);

/** Where the programs of a check lie. */
export interface Sources {
  /** The folder with the learner's programs, absolute. */
  directory: string;
  /** The lesson's folder in the course, absolute. */
  course: string;
  /** Spares for the programs; without them each is started anew. The caller that opened them closes them. */
  spares?: Spares | undefined;
  /** What loads the learner's programs instead of tsx, as a URL; the course's own are loaded by tsx. */
  loader?: string | undefined;
  /** Opens the watch over the pace of programs with these ids, in place of the usual one. */
  openPaceOf?: ((pids: readonly number[]) => Pace) | undefined;
}

/** What a launcher needs. */
export interface LauncherOptions extends Sources {
  /** Called with all that their taps report, and a number for each program. */
  onRecord(program: number, record: TapRecord): void;
  /** Whether something between the programs has yet to pass on. */
  isHolding(): boolean;
}

/** Opens a launcher. */
export function openLauncher(options: LauncherOptions): Launcher {
  const { directory, course, spares, loader, openPaceOf = openPace, onRecord, isHolding } = options;
  const all: ProgramUnderCheck[] = [];
  const subjects: ProgramUnderCheck[] = [];
  let isClosed = false;
  let hasStarved = false;
  const listRunning = () => all.filter(({ exit }) => exit === null);

  async function look(): Promise<string | null> {
    const running = listRunning();
    const resources = await Promise.all(running.map((subject) => subject.resources()));
    if (isHolding() || !resources.every(isIdle)) return null;
    return all.map(({ records, dropped }) => records.length + dropped).join(' ');
  }

  function watchPace() {
    const pace = openPaceOf(listRunning().map(({ pid }) => pid));
    return (end: 'deadline' | 'other') => {
      if (end === 'deadline' && pace.isStarved()) hasStarved = true;
      pace.close();
    };
  }

  return {
    subjects,
    programs: all,
    get hasStarved() {
      return hasStarved;
    },
    look: Object.assign(look, { watchPace }),
    launch({ name = 'server', environment, isCourses = false, runs = 1 }, story) {
      // A check that was abandoned may still be running.
      if (isClosed) throw new Inconclusive(tellCheck((say) => say.stopped));
      const file = findFile(isCourses ? course : directory, name);
      const number = all.length;
      const again = [pathToFileURL(file).href, String(runs)];
      const subject = startProgramUnderCheck(
        {
          actor: isCourses ? `course's ${name}` : name,
          ...(runs === 1 ? { file } : { file: ENCORE, arguments: again }),
          cwd: directory,
          loader: isCourses ? undefined : loader,
          // Some shells export the machine's name as HOST.
          environment: { HOST: '127.0.0.1', ...environment },
        },
        {
          file,
          // A rerun happens once in a check, and is soon over.
          spares: runs === 1 ? spares : undefined,
          look,
          onRecord: (record) => onRecord(number, record),
        },
      );
      all.push(subject);
      if (!isCourses) subjects.push(subject);
      story.tell((say) => say.started(path.basename(file), runs));
      return subject;
    },
    async close() {
      isClosed = true;
      await Promise.all(all.map((subject) => subject.stop()));
    },
  };
}

function findFile(directory: string, name: string): string {
  const files = EXTENSIONS.map((extension) => path.join(directory, name + extension));
  const file = files.find((each) => existsSync(each));
  if (file) return file;
  throw new UnmetExpectation(
    tellCheck((say) => say.expectProgram(`${name}.ts`)),
    tellCheck((say) => say.noProgram(`${name}.ts`)),
  );
}
