// The launcher: finds the programs of a check, the learner's and the course's, and starts them.
import path from 'node:path';
import { findFreePort } from '../stage/free-port.ts';
import type { Supply } from '../stage/spares/spares.ts';
import { LISTEN_MS } from '../stage/start.ts';
import type { TapRecord } from '../stage/trace/record.ts';
import { tellCheck } from '../text/messages/check.ts';
import { demandPlace } from './any-server.ts';
import { describeExit } from './exit-words.ts';
import { Inconclusive, UnmetExpectation } from './expectation-errors.ts';
import { openPace, type Pace } from './pace.ts';
import { findProgramFile } from './program-file.ts';
import { ProgramUnderCheck } from './program-under-check.ts';
import { COURSE, type Debug, type Watch } from './recording.ts';
import { Silences } from './silence.ts';
import type { Story } from './story.ts';
import { isIdle, type Look, type PaceWatch } from './wait-until-idle.ts';
import { findWrapper, type Unusual } from './wrapper.ts';

/** How a program is started. */
export interface CheckStartOptions extends Unusual {
  /** Its name without the extension: `server` by default, `client`, … */
  name?: string;
  /** Variables for it; `PORT` is a free port for `server()` and `connect()` by default. */
  environment?: Record<string, string>;
  /** Whether it is the course's own program, whatever the learner did to theirs. */
  isCourses?: boolean;
  /** Whether its sockets are watched; true unless given. Unwatched, nothing slows it, and only its lines and its end are known. */
  isWatched?: boolean;
}

/** Where the programs of a check lie. */
export interface Site {
  /** The folder with the learner's programs, absolute. */
  directory: string;
  /** The lesson's folder in the course, absolute. */
  course: string;
  /** Spares from the time before; without them, and without `spares`, each program is started anew. */
  reserve?: Supply | undefined;
  /** Spares for what the checks start again and again. The caller that opened them closes them. */
  spares?: Supply | undefined;
  /** What loads the learner's programs instead of tsx, as a URL; the course's own are loaded by tsx. */
  loader?: string | undefined;
  /** Who watches; nobody by default. */
  watch?: Watch | undefined;
  /** Opens the watch over the pace of programs with these ids, in place of the usual one. */
  openPaceOf?:
    | ((pids: readonly number[]) => Pick<Pace, 'extend' | 'isStarved' | 'close'>)
    | undefined;
}

/** What a launcher needs of the check around it. */
export interface LauncherOptions extends Site {
  /** The story of the phase that runs. */
  story: Story;
  /** Called with all that the taps report, a name for each program, and the actor that it is. */
  onRecord(program: string, record: TapRecord, actor: string): void;
  /** Where programs wait for a debugger now; undefined where they don't. */
  findDebug(): Debug | undefined;
  /** Whether something between the programs has yet to pass on. */
  isHolding(): boolean;
}

/** Starts the programs of one check. */
export class Launcher {
  /** All programs that were started, in order. */
  readonly programs: ProgramUnderCheck[] = [];
  /** The learner's own; the course's are not under check. */
  readonly subjects: ProgramUnderCheck[] = [];
  /** Whether a deadline passed while the machine was too busy for it to tell anything. */
  hasStarved = false;
  /** What is known of programs that gave no answer. */
  readonly silences = new Silences();
  /** Looks whether all programs do nothing but wait. */
  readonly look: Look;
  readonly #options: LauncherOptions;
  /** The servers that were asked for, by the options of their start. */
  readonly #servers = new Map<string, ProgramUnderCheck>();
  /** Why those that ran and didn't listen in time were given up, by the same: another start would take as long. */
  readonly #overdue = new Map<string, unknown>();
  #isClosed = false;
  /** Whether a program was stopped in a debugger at the last look. */
  #isStopped = false;

  constructor(options: LauncherOptions) {
    this.#options = options;
    this.look = Object.assign(() => this.#lookAround(), {
      watchPace: () => this.#watchPace(),
      isStuck: () => this.silences.hasStuck,
      isStopped: () => this.#isStopped,
    });
  }

  /** Starts a program and adds it to the story. Throws Unmet where there is none of that name. */
  launch(options: CheckStartOptions = {}): ProgramUnderCheck {
    // A check that was abandoned may still be running.
    if (this.#isClosed) throw new Inconclusive((say) => say.stopped);
    const { name = 'server', environment, isCourses = false, isWatched = true, runs = 1 } = options;
    const { directory, course, loader, story, onRecord } = this.#options;
    const file = findProgramFile(isCourses ? course : directory, name);
    const number = this.programs.length;
    const wrapper = findWrapper(file, options);
    const actor = this.#nameActor(isCourses ? COURSE : name);
    const program = new ProgramUnderCheck(
      {
        actor,
        ...(wrapper ?? { file }),
        cwd: directory,
        loader: isCourses ? undefined : loader,
        // Some shells export the machine's name as HOST.
        environment: { HOST: '127.0.0.1', ...environment },
      },
      {
        file,
        isWatched,
        supply: this.#findSupply(wrapper !== null),
        look: this.look,
        debug: isCourses ? undefined : this.#findDebug(),
        onRecord: (record) => onRecord(`program ${number}`, record, actor),
      },
    );
    this.programs.push(program);
    if (!isCourses) this.subjects.push(program);
    story.tell((say) => say.started(path.basename(file), runs));
    return program;
  }

  /** The server that was started with these options and still runs, or a new one, listening where it should. Throws Unmet. */
  async serve(options: CheckStartOptions = {}): Promise<ProgramUnderCheck> {
    const { name, environment, isCourses, isForgetful } = options;
    const key = JSON.stringify([name, environment, isCourses, isForgetful]);
    const known = this.#servers.get(key);
    if (known && known.exit === null) return known;
    if (this.#overdue.has(key)) throw this.#overdue.get(key);
    const port = String(await findFreePort());
    const server = this.launch({ ...options, environment: { PORT: port, ...environment } });
    this.#servers.set(key, server);
    const expected = tellCheck((say) => say.expectListening(path.basename(server.file)));
    const isTold = ({ kind }: TapRecord) => kind === 'listening' || kind === 'exit';
    try {
      const { kind } = await server.until(expected, isTold, { ms: LISTEN_MS });
      if (kind === 'listening') return server;
      throw new UnmetExpectation(expected, describeExit(await server.exited));
    } catch (error) {
      if (server.exit === null) this.#overdue.set(key, error);
      throw error;
    } finally {
      demandPlace(server);
    }
  }

  /** From now on, each server is started anew. */
  forgetServers(): void {
    this.#servers.clear();
  }

  /** Stops all programs; none can be started any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.programs.map((program) => program.stop()));
  }

  /** Where a spare comes from: only the reserve for what happens once in a check, as wrappers do. */
  #findSupply(isOnce: boolean): Supply {
    const { reserve, spares } = this.#options;
    const others = isOnce ? undefined : spares;
    return {
      take: (options) => reserve?.take(options) ?? others?.take(options) ?? null,
      fill: () => others?.fill(),
    };
  }

  #listRunning(): ProgramUnderCheck[] {
    return this.programs.filter(({ exit }) => exit === null);
  }

  /** `server`; where one of that name runs, `server-2`. */
  #nameActor(name: string): string {
    const taken = this.#listRunning().map(({ actor }) => actor);
    for (let count = 1; ; count += 1) {
      const actor = count === 1 ? name : `${name}-${count}`;
      if (!taken.includes(actor)) return actor;
    }
  }

  /** Where a program waits for a debugger; undefined where it doesn't. */
  #findDebug(): Debug | undefined {
    const debug = this.#options.findDebug();
    const isTaken = this.#listRunning().some(({ isDebugged }) => isDebugged);
    return debug && isTaken ? { ...debug, port: 0 } : debug;
  }

  async #lookAround(): Promise<string | null> {
    const ask = async (program: ProgramUnderCheck) => {
      // One that is stopped in a debugger is silent for as long as the learner likes.
      const isJudged = program.isWatched && !program.isDebugged;
      if (isJudged) this.silences.ask(program);
      const resources = await program.resources();
      if (isJudged) this.silences.note(program, resources !== null);
      return resources;
    };
    const running = this.#listRunning();
    const resources = await Promise.all(running.map(ask));
    this.#isStopped = running.some(({ isDebugged }, at) => isDebugged && resources[at] === null);
    if (this.#options.isHolding() || !resources.every(isIdle)) return null;
    return this.programs.map(({ records, dropped }) => records.length + dropped).join(' ');
  }

  #watchPace(): PaceWatch {
    const { openPaceOf = openPace } = this.#options;
    const pace = openPaceOf(this.#listRunning().map(({ pid }) => pid));
    return {
      extend: pace.extend,
      end: (by) => {
        if (by === 'deadline' && pace.isStarved()) this.hasStarved = true;
        pace.close();
      },
    };
  }
}
