// The launcher: finds the programs of a check, the learner's and the course's, and starts them.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Spares } from '../stage/spares.ts';
import { tellCheck } from '../text/messages/check.ts';
import type { Story } from './story.ts';
import { type Subject, startSubject } from './subject.ts';
import { Inconclusive, Unmet } from './unmet.ts';

/** How a program is started. */
export interface StartOptions {
  /** Its name without the ending: `server` (unless given), `client`, … */
  name?: string;
  /** Variables for it; `PORT` is a free port for `server()` and `connect()` unless given. */
  environment?: Record<string, string>;
  /** Whether one that already runs will not do. */
  isFresh?: boolean;
  /** Whether it is the course's own program, whatever the learner did to theirs. */
  isCourses?: boolean;
  /** How often it is run, in one process: again each time it has nothing left to do. Once unless given. */
  runs?: number;
}

/** Starts programs. */
export interface Launcher {
  /** The learner's programs that were started, in order; the course's own are not under check. */
  readonly subjects: readonly Subject[];
  /** Starts a program and tells the story of it. Throws Unmet where there is none of that name. */
  launch(options: StartOptions, story: Story): Subject;
  /** Stops all programs; none can be started any more. */
  close(): Promise<void>;
}

/** The endings a program may have, the course's own first. */
const EXTENSIONS = ['.ts', '.mts', '.js', '.mjs', '.cjs'];
const ENCORE = fileURLToPath(
  new URL(`./encore${path.extname(fileURLToPath(import.meta.url))}`, import.meta.url),
);

/** Where the programs of a check lie. */
export interface Sources {
  /** The folder with the learner's programs, absolute. */
  directory: string;
  /** The lesson's folder in the course, absolute. */
  course: string;
  /** Spares for the programs; without them each is started anew. Whoever opened them closes them. */
  spares?: Spares | undefined;
}

/** Opens a launcher for the programs of a check. */
export function openLauncher({ directory, course, spares }: Sources): Launcher {
  const all: Subject[] = [];
  const subjects: Subject[] = [];
  let isClosed = false;
  return {
    subjects,
    launch({ name = 'server', environment, isCourses = false, runs = 1 }, story) {
      // A check that was given up may still be at work.
      if (isClosed) throw new Inconclusive(tellCheck((say) => say.stopped));
      const file = findFile(isCourses ? course : directory, name);
      const again = [pathToFileURL(file).href, String(runs)];
      const subject = startSubject(
        {
          actor: isCourses ? `course's ${name}` : name,
          ...(runs === 1 ? { file } : { file: ENCORE, arguments: again }),
          cwd: directory,
          // Some shells export the machine's name as HOST.
          environment: { HOST: '127.0.0.1', ...environment },
        },
        // An encore is run once in a check, and that is soon over.
        runs === 1 ? spares : undefined,
        file,
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
  throw new Unmet(
    tellCheck((say) => say.expectProgram(`${name}.ts`)),
    tellCheck((say) => say.noProgram(`${name}.ts`)),
  );
}
