// Saves: each runs the programs again, and in the learner's turn the checks after them.
import { openSaveBurst } from '../play/save-burst.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Examiner } from './examiner.ts';
import type { LessonText } from './lesson-text.ts';
import type { Programs } from './programs.ts';
import type { Steps } from './steps.ts';

/** How long a save that is checked has the machine to itself, in ms: right programs have their verdict by then. */
const HELD_MS = 700;

/** What saves need. */
export interface SavesOptions {
  text: LessonText;
  terminal: Pick<Terminal, 'leaveQuestion'>;
  programs: Pick<
    Programs,
    'expectOwn' | 'forgetUnexplained' | 'started' | 'idle' | 'calm' | 'isBusy' | 'spares'
  >;
  examiner: Pick<Examiner, 'stop' | 'check' | 'prepare' | 'hasFailed'>;
  steps: Pick<Steps, 'checks'>;
  /** Runs the programs again, for a reason that is told. */
  replay(reason: string): Promise<void>;
}

/** Follows the learner's saves. */
export class Saves {
  readonly #options: SavesOptions;
  readonly #burst = openSaveBurst();
  readonly #saved = new Set<string>();
  #isOver = false;
  /** Settles when all saves so far are followed. */
  #following: Promise<unknown> = Promise.resolve();

  constructor(options: SavesOptions) {
    this.#options = options;
  }

  /** Follows a save of these files; settles when there is nothing more to come of it. */
  follow(files: readonly string[]): Promise<void> {
    const followed = this.#follow(files);
    this.#following = Promise.allSettled([this.#following, followed]);
    return followed;
  }

  /** Settles when all saves so far are followed, and what runs has come to rest. */
  async calm(): Promise<void> {
    const { programs } = this.#options;
    do {
      await this.#following;
      await programs.started();
      await programs.calm();
    } while (programs.isBusy && !this.#isOver);
  }

  /** Follows no more. */
  close(): void {
    this.#isOver = true;
  }

  async #follow(files: readonly string[]): Promise<void> {
    const { text, terminal, programs, examiner, steps, replay } = this.#options;
    for (const file of files) this.#saved.add(file);
    await Promise.all([examiner.stop(), this.#burst.note()]);
    // Of those who wait for the same burst, one tells of all its files.
    if (this.#isOver || this.#saved.size === 0) return;
    const all = [...this.#saved].sort().join(', ');
    this.#saved.clear();
    // A question makes way, since what it hides is what was asked for by saving.
    terminal.leaveQuestion();
    programs.expectOwn(steps.checks !== undefined);
    if (steps.checks) programs.spares?.hold(HELD_MS);
    await replay(text.say.saved(all));
    if (!steps.checks) return;
    // The checks have ports of their own; their verdict comes behind all that is told of the run.
    await programs.idle();
    await examiner.check(programs.calm());
    programs.spares?.hold(0);
    // What the next save starts first comes first.
    void programs.spares?.settled().then(() => examiner.prepare());
    // From here on who asks is given hints; where they don't know the error, the verdict has told what it means.
    if (examiner.hasFailed) programs.forgetUnexplained();
  }
}
